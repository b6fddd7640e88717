import { Hono } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { access } from "./access.js";
import { coded, methodNotAllowed, Refusal, routeMissing } from "./answers.js";
import { nameOf } from "./faults/fault.js";
import { isConnectionReset } from "./faults/failures.js";
import { strike } from "./faults/strike.js";
import { StorageRefusal } from "./files/failures.js";
import { presigned } from "./files/upload.js";
import type { Call, CallEnv, Route } from "./route.js";
import { spokenRoutes } from "./routes/spoken.js";
import type { World } from "./world.js";

export function createApp(world: World): Hono<CallEnv> {
  const { settings } = world;
  const app = new Hono<CallEnv>();
  if (settings.cors) app.use(cors({ exposeHeaders: ["x-request-id", "retry-after"] }));
  app.use(record(world));

  const routes = spokenRoutes(settings.dialect);
  const delay = settings.latencyMs > 0 ? [latency(settings.latencyMs)] : [];
  for (const route of routes) {
    const path = honoPath(route.path);
    const guard = route.caller === "uploader" ? presigned : access(route);
    const steps = route.caller === "browser" ? [] : [...delay, guard, faults(route)];
    app.on(route.method, path, recordRoute(route.path), ...steps);
    app.on(route.method, path, route.answer);
  }
  // After all of them, so that a known path under another method is told from an unknown path.
  for (const [template, allowed] of methodsByPath(routes)) {
    app.all(honoPath(template), recordRoute(template), (call) => {
      call.header("allow", allowed.join(", "));
      return refuse(call, methodNotAllowed());
    });
  }
  app.notFound((call) => refuse(call, routeMissing(call.req.method, call.req.path)));
  app.onError((error, call) => {
    if (isConnectionReset(error)) throw error; // with which the fetch rejects: there is no answer
    if (error instanceof StorageRefusal) return refuseUpload(call, error);
    return refuse(call, asRefusal(error));
  });
  return app;
}

function record(world: World) {
  return createMiddleware<CallEnv>(async (call, next) => {
    const { journal, state } = world;
    const entry = journal.open(call.req.raw, state.now(), state.nextRequestId());
    call.set("world", world);
    call.set("entry", entry);
    await next();
    entry.status = call.res.status;
    call.header("x-request-id", entry.requestId);
  });
}

function recordRoute(template: string) {
  return createMiddleware<CallEnv>(async (call, next) => {
    const entry = call.get("entry");
    const {
      integrationId,
      connectorId = integrationId,
      actionId,
    } = call.req.param() as Record<string, string>;
    entry.route = template;
    if (connectorId !== undefined) entry.connectorId = connectorId;
    if (actionId !== undefined) entry.actionId = actionId;
    await next();
  });
}

function latency(milliseconds: number) {
  return createMiddleware<CallEnv>(async (call, next) => {
    await next();
    const { signal } = call.req.raw;
    if (!signal?.aborted) await pause(milliseconds, signal);
  });
}

/** Ends early when the caller has gone: no timer outlives its request. */
function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end);
  });
}

/** After access, so that the journal knows who asked for what, and a call that is refused anyway meets none. */
function faults(route: Route) {
  return createMiddleware<CallEnv>(async (call, next) => {
    const fault = call.get("world").faults.take(route);
    if (!fault) return next();
    call.get("entry").fault = nameOf(fault);
    if (fault.when === "after") await next();
    call.res = await strike(fault, call);
  });
}

function refuse(call: Call, refusal: Refusal): Response {
  return call.json(refusal.body, refusal.status);
}

function refuseUpload(call: Call, refusal: StorageRefusal): Response {
  return call.body(refusal.body, refusal.status, { "content-type": "application/xml" });
}

function asRefusal(error: Error): Refusal {
  return error instanceof Refusal ? error : coded(500, "INTERNAL_ERROR", error.message);
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of routes) {
    methods.set(path, [...(methods.get(path) ?? []), method]);
  }
  return methods;
}

/** `/users/{userId}` → `/users/:userId` */
function honoPath(template: string): string {
  return template.replace(/\{(\w+)\}/g, ":$1");
}
