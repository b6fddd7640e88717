// What declarations declare, read by the compiler's own parser.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/**
 * The classes of a file, and of those that it exports whole.
 *
 * @param {string} file
 * @returns {Map<string, { parent: string | undefined, methods: string[], statics: string[] }>} by class
 */
export function declaredClasses(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  const others = source.statements
    .filter((statement) => ts.isExportDeclaration(statement) && !statement.exportClause)
    .map(({ moduleSpecifier }) => moduleSpecifier.text.replace(/\.js$/, ".d.ts"));
  const classes = source.statements.filter(ts.isClassDeclaration);
  return new Map([
    ...others.flatMap((other) => [...declaredClasses(join(dirname(file), other))]),
    ...classes.map((declaration) => {
      const methods = declaration.members.filter(ts.isMethodDeclaration);
      const names = (chosen) => chosen.map(({ name }) => name.getText(source)).sort();
      const isStatic = ({ modifiers }) =>
        modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
      const parent = declaration.heritageClauses?.[0].types[0].expression.getText(source);
      return [
        declaration.name.text,
        {
          parent,
          methods: names(methods.filter((method) => !isStatic(method))),
          statics: names(methods.filter(isStatic)),
        },
      ];
    }),
  ]);
}
