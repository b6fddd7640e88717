// The texts in the tarball are read where it was installed, too: what they link to is there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { it } from "node:test";
import { fromRoot } from "../../scripts/paths.mjs";
import { packing } from "../runtimes/tarball.mjs";

const { files } = await packing();
const paths = new Set(files.map(({ path }) => path));
const texts = [...paths].filter((path) => path.endsWith(".md"));

/** Links and images of a text, but for its code. */
function linksOf(markdown) {
  const prose = markdown.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`\n]*`/g, "");
  const inline = [...prose.matchAll(/\]\(<?([^)\s>]+)/g)];
  const defined = [...prose.matchAll(/^ {0,3}\[[^\]]+\]: *<?([^\s>]+)/gm)];
  return [...inline, ...defined].map(([, href]) => href);
}

/** The file that a link in a text leads to. */
function fileOf(href, text) {
  const [path] = href.split("#");
  return path ? join(dirname(text), decodeURIComponent(path)) : text;
}

const isElsewhere = (href) => /^[a-z][a-z+.-]*:/i.test(href);

for (const text of texts) {
  it(`the links of ${text} lead to files in the tarball`, () => {
    const links = linksOf(readFileSync(fromRoot(`pkg/${text}`), "utf8"));
    const own = links.filter((href) => !isElsewhere(href));
    const dead = own.filter((href) => !paths.has(fileOf(href, text)));
    assert.deepEqual(dead, []);
  });
}

it("every guide is linked by the README and by the front page of the guides", () => {
  for (const text of ["README.md", "docs/README.md"]) {
    const links = linksOf(readFileSync(fromRoot(`pkg/${text}`), "utf8"));
    const linked = new Set(links.map((href) => fileOf(href, text)));
    const guides = texts.filter((path) => /^docs\/(?!README)/.test(path));
    assert.ok(guides.length > 5);
    assert.deepEqual(
      guides.filter((path) => !linked.has(path)),
      [],
      text,
    );
  }
});
