from generator.theme_repairs import name_submenus

SUBMENU = """\
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">
<label class="md-nav__title" for="__nav_2">
<span class="md-nav__icon md-icon"></span>
Families &amp; "more"
</label>"""


def test_a_submenu_is_named_by_its_title() -> None:
    assert 'aria-label="Families &amp; &quot;more&quot;" aria-expanded="true">' in name_submenus(SUBMENU)


def test_what_has_a_name_stays() -> None:
    named = '<nav class="md-nav" aria-labelledby="title"><label class="md-nav__title">x</label>'
    assert name_submenus(named) == named
