// What declarations declare, read by the compiler's own parser.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/**
 * The classes of a file, and of those that it exports whole. What a class has of interfaces that an
 * interface of its name extends is its own.
 *
 * @param {string} file
 * @returns {Map<string, { parent: string | undefined, methods: string[], statics: string[] }>} by class
 */
export function declaredClasses(file) {
  const statements = exportedStatements(file);
  const interfaces = statements.filter(ts.isInterfaceDeclaration);
  const named = (wanted) => interfaces.filter(({ name }) => name.text === wanted);
  const membersOf = ({ members, heritageClauses }) => [...members, ...inherited(heritageClauses)];
  const inherited = (clauses = []) =>
    clauses.flatMap(({ types }) => types.map(nameOf).flatMap(named).flatMap(membersOf));

  return new Map(
    statements.filter(ts.isClassDeclaration).map(({ name, members, heritageClauses }) => {
      const methods = [...members, ...named(name.text).flatMap(membersOf)].filter(isMethod);
      // Once each, however often it is overloaded.
      const names = (chosen) => [...new Set(chosen.map(({ name }) => name.getText()))].sort();
      return [
        name.text,
        {
          parent: heritageClauses && nameOf(heritageClauses[0].types[0]),
          methods: names(methods.filter((method) => !isStatic(method))),
          statics: names(methods.filter(isStatic)),
        },
      ];
    }),
  );
}

function exportedStatements(file) {
  const text = readFileSync(file, "utf8");
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const others = statements
    .filter((statement) => ts.isExportDeclaration(statement) && !statement.exportClause)
    .map(({ moduleSpecifier }) => moduleSpecifier.text.replace(/\.js$/, ".d.ts"));
  return [
    ...statements,
    ...others.flatMap((other) => exportedStatements(join(dirname(file), other))),
  ];
}

const nameOf = ({ expression }) => expression.getText();

/** What stands on a prototype, or on the class. */
const isMethod = (member) =>
  [ts.isMethodDeclaration, ts.isMethodSignature, ts.isGetAccessor].some((is) => is(member));

const isStatic = ({ modifiers }) =>
  modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword) === true;
