from io import BytesIO

from PIL import Image

from generator.context import Site
from generator.pictures import SIZE, can_draw, draw_model, plan_pictures


def test_every_model_has_a_picture_beside_its_page(site: Site) -> None:
    plans = {plan.path: plan for plan in plan_pictures(site)}
    zoo = site.snapshot.zoo

    assert plans.keys() == {f"models/{name}/card.png" for name in zoo.models}
    assert zoo.record_path("Net_x1_0") in (plans["models/Net_x1_0/card.png"].inputs or ())


def test_a_picture_is_the_same_each_time_and_shows_the_verdicts(site: Site) -> None:
    model = site.snapshot.zoo.models["Net_x1_0"]
    content = draw_model(site, model)
    with Image.open(BytesIO(content)) as image:
        colours = {colour for _, colour in image.convert("RGB").getcolors(1 << 20) or ()}
        assert (image.format, image.size) == ("PNG", SIZE)

    assert content == draw_model(site, model)
    assert {(0x2F, 0x9E, 0x58), (0xD9, 0x96, 0x1A), (0xCF, 0xD4, 0xDA)} <= colours
    assert content != draw_model(site, site.snapshot.zoo.models["Net_x0_5"])
    assert can_draw()
