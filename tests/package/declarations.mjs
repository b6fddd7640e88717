// What index.d.ts declares, read by the compiler's own parser.
import { readFileSync } from "node:fs";
import ts from "typescript";

/**
 * @param {string} file
 * @returns {Map<string, { parent: string | undefined, methods: string[], statics: string[] }>} by class
 */
export function declaredClasses(file) {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022);
  const classes = source.statements.filter(ts.isClassDeclaration);
  return new Map(
    classes.map((declaration) => {
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
  );
}
