// What neither prettier nor tsc sees in the JavaScript: names that nothing uses, above all.
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["node_modules/", "pkg/", "target/", "**/*.ts", "**/*.tsx"] },
  js.configs.recommended,
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser, ...globals.serviceworker } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      // A member is taken out of a record by naming it: `const { ms, ...rest } = event`.
      "no-unused-vars": [
        "error",
        {
          ignoreRestSiblings: true,
          varsIgnorePattern: "^_$",
          args: "after-used",
          argsIgnorePattern: "^_",
        },
      ],
      "no-empty": ["error", { allowEmptyCatch: true }],
      // Arguments are searched for control characters, output for its columns.
      "no-control-regex": "off",
      "no-regex-spaces": "off",
      // Where an error is thrown anew, its words are enough.
      "preserve-caught-error": "off",
    },
  },
];
