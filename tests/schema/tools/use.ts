// What a service writes with the generated types, and what it must not be able to write.
import type { ApiProcess } from "./get-process-api-process.js";
import type { WebSdkResponse } from "./get-process-web-sdk-response.js";
import type { GetProcessCriteria } from "./criteria.js";
import type { WebhookSubscription } from "./subscription.js";
import type { WebhookPayload } from "./webhook-payload.js";

export function label(payload: WebhookPayload): string {
  const state: string = payload.state.toLowerCase();
  const result: string | null | undefined = payload.result;
  return `${payload.processId} ${state} ${result ?? "none"} ${payload.lastEvent ?? ""}`;
}

export function liveness(response: WebSdkResponse): string | undefined {
  return response.process.authenticationInfo?.livenessResult ?? undefined;
}

export function isFinished(process: ApiProcess): boolean {
  return process.status === 3 && process.unicoId?.result === "yes";
}

export const subscription: WebhookSubscription = { results: ["ok", "result_of_tomorrow"], flows: { except: "id" } };
export const criteria: GetProcessCriteria = {
  accepts: { livenessResult: ["LIVENESS_RESULT_LIVE"], morphResult: "MORPH_RESULT_CLEAR" },
  requires: { id: ["livenessResult"] },
};

// @ts-expect-error `state` and `flow` are required
export const incomplete: WebhookPayload = { processId: "8263a268-5388-492a-bca2-28e1ff4a69f0" };
// @ts-expect-error `state` is a string
export const number: WebhookPayload = { processId: "8263a268-5388-492a-bca2-28e1ff4a69f0", state: 3, flow: "id" };
// @ts-expect-error `status` is a number
export const text: ApiProcess = { id: "8263a268-5388-492a-bca2-28e1ff4a69f0", status: "3" };
// @ts-expect-error a mistyped key
export const mistyped: WebhookSubscription = { result: ["ok"] };
