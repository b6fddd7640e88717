// What is compiled: a snippet, and what a diff leads to.
import assert from "node:assert/strict";
import { join } from "node:path";

const fileOf = ({ name }, { folder }) => join(folder, `${name}.mts`);

export const types = {
  prepare: (block, consumer) => consumer.compiler.add(fileOf(block, consumer), block.code),
  run: (block, consumer) =>
    assert.deepEqual(consumer.compiler.problems(fileOf(block, consumer)), []),
};

export const diff = {
  prepare(block, consumer) {
    const lines = block.code.split("\n").filter((line) => !line.startsWith("-"));
    const isDiff = lines.every((line) => /^[+ ]|^$/.test(line));
    assert.ok(isDiff, `${block.name}: a line of a diff begins with +, - or a space`);
    types.prepare({ ...block, code: lines.map((line) => line.slice(1)).join("\n") }, consumer);
  },
  run: types.run,
};
