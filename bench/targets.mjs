// What is promised. Calls per second are in proportion to raw fetch's.

export const CALLS = { "small-seq": 0.8, "small-x64": 0.8, "large-seq": 0.92, "large-x64": 0.92 };
export const IMPORT_MS = 25;
export const WORKER_GZIP_BYTES = 40_960;
export const INSTALLED_BYTES = 1_048_576;
