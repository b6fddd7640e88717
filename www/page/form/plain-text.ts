import type { ComponentChildren } from "preact";

/** Takes the place of the form's Markdown: Alloy's descriptions are plain text. Half of the form's bytes were its. */
export const Markdown = ({ children }: { readonly children: ComponentChildren }) => children;
