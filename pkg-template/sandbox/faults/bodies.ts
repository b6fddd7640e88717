import { bodyTerminated } from "./failures.js";

// Nothing is sent before it is read: an answer that nobody reads leaves no timer behind.
const WHEN_READ = { highWaterMark: 0 };

/** The first half of some bytes, and then a failure. */
export function cutShort(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let half = bytes.subarray(0, bytes.length / 2);
  return new ReadableStream(
    {
      pull(controller) {
        if (half.length === 0) return controller.error(bodyTerminated());
        controller.enqueue(half);
        half = half.subarray(half.length);
      },
    },
    WHEN_READ,
  );
}

const PIECES = 10;

/** Bytes spread over some time; fails at once when the request is aborted. */
export function slowly(
  bytes: Uint8Array,
  milliseconds: number,
  request: Request,
): ReadableStream<Uint8Array> {
  const size = Math.max(1, Math.ceil(bytes.length / PIECES));
  const pause = milliseconds / Math.max(1, Math.ceil(bytes.length / size));
  const signal = request.signal as AbortSignal | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let abort = () => {};
  const stop = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  };
  return new ReadableStream(
    {
      start(controller) {
        abort = () => {
          stop();
          controller.error(signal?.reason);
        };
        signal?.addEventListener("abort", abort);
      },
      pull: (controller) =>
        new Promise((resolve) => {
          timer = setTimeout(() => {
            controller.enqueue(bytes.subarray(0, size));
            bytes = bytes.subarray(size);
            if (bytes.length === 0) {
              stop();
              controller.close();
            }
            resolve();
          }, pause);
        }),
      cancel: stop,
    },
    WHEN_READ,
  );
}
