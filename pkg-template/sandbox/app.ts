import { Hono } from "hono";
import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import { access } from "./access.js";
import { coded, methodNotAllowed, Refusal, routeMissing } from "./answers.js";
import { isSpoken, type Call, type CallEnv, type Route } from "./route.js";
import { consentRoutes } from "./routes/consent.js";
import { guideRoutes } from "./routes/guide.js";
import { referenceRoutes } from "./routes/reference.js";
import { sharedRoutes } from "./routes/shared.js";
import type { World } from "./world.js";

const ROUTES: readonly Route[] = [
  ...consentRoutes,
  ...sharedRoutes,
  ...guideRoutes,
  ...referenceRoutes,
];

export function createApp(world: World): Hono<CallEnv> {
  const { settings } = world;
  const app = new Hono<CallEnv>();
  if (settings.cors) app.use(cors({ exposeHeaders: ["x-request-id", "retry-after"] }));
  app.use(record(world));

  const routes = ROUTES.filter((route) => isSpoken(route, settings.dialect));
  const checks = [...(settings.latencyMs > 0 ? [latency(settings.latencyMs)] : []), access];
  for (const route of routes) {
    const path = honoPath(route.path);
    app.on(route.method, path, recordRoute(route.path), ...(route.open ? [] : checks));
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
  app.onError((error, call) => refuse(call, asRefusal(error)));
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
    const { connectorId, actionId } = call.req.param() as Record<string, string>;
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

function refuse(call: Call, refusal: Refusal): Response {
  return call.json(refusal.body, refusal.status);
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
