// The glue's own exports, as far as this package's other modules use them. It is not shipped.

/** Asks src/edge what is to be done: lines in, lines out, the first of them "0" or a refusal's status. */
export function decide(...question: string[]): string[];

/** Refuses an option: `${argument} ${expectation}`. */
export function misconfigured(argument: string, expectation: string): never;

/** What reads one thing after another out of options: undefined where it is missing. */
export function fieldsOf(
  options: object,
  prefix: string,
  refuse: typeof misconfigured,
): <T>(key: string, read: Reader<T>) => T | undefined;

/** Gives the value, if it is what it must be. */
export type Reader<T> = (argument: string, value: any, refuse: typeof misconfigured) => T;

export const func: Reader<(...given: any[]) => any>;
/** Whether it is `{…}`, and no instance of a class. */
export function isPlain(value: unknown): value is Record<string, unknown>;
/** @param unit - empty, or such as `of milliseconds ` */
export function whole(unit: string, least: number, most: number): Reader<number>;
