// Runs the guide's recipe with OpenTelemetry's own SDK: its example first, and then what it does not
// show. Writes the spans of each.
import { SpanStatusCode, trace } from "@opentelemetry/api";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { AlloyConnectivity } from "alloy-connectivity";

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);

/** The spans that `work` leaves behind, as plain data, in the order of their ends. */
async function spansFrom(work) {
  exporter.reset();
  await work();
  return exporter.getFinishedSpans().map((span) => ({
    name: span.name,
    kind: span.kind,
    traceId: span.spanContext().traceId,
    spanId: span.spanContext().spanId,
    parentSpanId: span.parentSpanContext?.spanId ?? null,
    attributes: span.attributes,
    isError: span.status.code === SpanStatusCode.ERROR,
    events: span.events.map(({ name, attributes }) => ({ name, attributes })),
    ms: span.duration[0] * 1e3 + span.duration[1] / 1e6,
  }));
}

let recipe;
const example = await spansFrom(async () => (recipe = await import("../recipe.mjs")));

const answers = (...answers) => {
  const left = [...answers];
  return async () => {
    const next = left.shift();
    if (next instanceof Error) throw next;
    return new Response("{}", next);
  };
};
const call = async (fetch, options) => {
  const observe = recipe.spansOf(trace.getTracer("test"));
  const client = { apiKey: "k-0000", connectionId: "c", dialect: "guide", fetch, observe };
  const alloy = new AlloyConnectivity(client);
  await alloy.executeAction("notion", "post-search", {}, options).catch(() => {});
};

const now = { "retry-after": "0" };
const spans = {
  example,
  retried: await spansFrom(() =>
    call(answers({ status: 429, headers: now }, { status: 429, headers: now }, { status: 200 })),
  ),
  refused: await spansFrom(() => call(answers({ status: 400 }))),
  failed: await spansFrom(() => call(answers(new Error("no way")))),
  aborted: await spansFrom(() =>
    call(() => new Promise(() => {}), { signal: AbortSignal.timeout(20) }),
  ),
};
process.stdout.write(JSON.stringify(spans));
