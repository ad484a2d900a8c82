from generator.theme_repairs import repair

SUBMENU = """\
<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_2_label" aria-expanded="true">
<label class="md-nav__title" for="__nav_2">
<span class="md-nav__icon md-icon"></span>
Families &amp; "more"
</label>"""
LABEL = '<label class="md-nav__title" for="__toc">Contents</label>'


def test_a_submenu_is_named_by_its_title() -> None:
    assert 'aria-label="Families &amp; &quot;more&quot;" aria-expanded="true">' in repair(SUBMENU)


def test_what_has_a_name_stays() -> None:
    named = '<nav class="md-nav" aria-labelledby="title"><label class="md-nav__title">x</label>'
    assert repair(named) == named


def test_a_label_is_for_a_box_only_where_that_is() -> None:
    assert repair(LABEL) == '<label class="md-nav__title">Contents</label>'
    assert repair(f'<input id="__toc">{LABEL}') == f'<input id="__toc">{LABEL}'
