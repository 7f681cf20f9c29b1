"""The theme of the page, for Gradio's own components."""

from __future__ import annotations

import gradio as gr


def page_theme() -> gr.themes.Base:
    """Return system fonts, calm colours, enough contrast in light and dark."""
    fonts = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Liberation Sans", "sans-serif"]
    mono = ["ui-monospace", "Consolas", "Liberation Mono", "monospace"]
    return gr.themes.Base(primary_hue="blue", neutral_hue="slate", radius_size="md", font=fonts, font_mono=mono).set(
        body_text_color_subdued="#52606f",
        body_text_color_subdued_dark="#a9b4c2",
        block_title_text_color="var(--body-text-color)",
        block_info_text_color="#52606f",
        block_info_text_color_dark="#a9b4c2",
        input_placeholder_color="#5f6c7b",
        input_placeholder_color_dark="#98a4b3",
        block_background_fill_dark="#1b212b",
        background_fill_secondary_dark="#141920",
        input_background_fill="#ffffff",
        input_background_fill_dark="#1b212b",
        input_border_color="#94a3b8",
        input_border_color_dark="#64748b",
        input_border_width="1px",
        body_background_fill="#ffffff",
        body_background_fill_dark="#0f1319",
        button_primary_background_fill="var(--ba-accent)",
        button_primary_background_fill_dark="var(--ba-accent)",
        button_primary_background_fill_hover="var(--ba-accent)",
        button_primary_background_fill_hover_dark="var(--ba-accent)",
        button_primary_border_color="var(--ba-accent)",
        button_primary_border_color_dark="var(--ba-accent)",
        checkbox_border_color="#64748b",
        checkbox_border_color_dark="#94a3b8",
        button_primary_text_color="var(--ba-on-accent)",
        button_primary_text_color_dark="var(--ba-on-accent)",
    )
