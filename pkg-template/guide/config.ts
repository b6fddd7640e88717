import { AlloyConnectivity, type AlloyOptions } from "alloy-connectivity";

/** What the guide's classes are made with. */
export interface AlloyConfig {
  /** The API key. */
  alloyApiKey: string;
  /** The user on whose behalf calls are made. */
  alloyUserId: string;
  /** `https://api.runalloy.com`, which one of the guide's documents names, stands for the data routes alone. */
  alloyBaseUrl: string;
}

/** Where the variables are: `process.env`, a Worker's `env`, or any record. */
export type Environment = object;

type Variables = Partial<Record<"ALLOY_API_KEY" | "ALLOY_USER_ID" | "ALLOY_BASE_URL", string>>;

const PRODUCTION = "https://production.runalloy.com";

/**
 * Reads `ALLOY_API_KEY`, `ALLOY_USER_ID` and `ALLOY_BASE_URL`.
 *
 * @param env - default: `process.env`, to which the variables of a file `.env` in the working folder
 * are added first, where the runtime can do that, as Node can
 * @throws AlloyConfigError "ALLOY_API_KEY environment variable is required", or the same of
 * "ALLOY_USER_ID"
 */
export function getConfig(env: Environment = processEnvironment()): AlloyConfig {
  const { ALLOY_API_KEY = "", ALLOY_USER_ID = "", ALLOY_BASE_URL = "" } = env as Variables;
  // What is missing, or cannot work, it says in the guide's words.
  AlloyConnectivity.fromEnv({ ALLOY_API_KEY, ALLOY_USER_ID, ALLOY_BASE_URL }).free();
  return {
    alloyApiKey: ALLOY_API_KEY.trim(),
    alloyUserId: ALLOY_USER_ID.trim(),
    alloyBaseUrl: ALLOY_BASE_URL.trim() || PRODUCTION,
  };
}

/**
 * A client of that configuration.
 *
 * @internal
 */
export function clientOf(config: AlloyConfig, options?: AlloyOptions): AlloyConnectivity {
  const env: Variables = {
    ALLOY_API_KEY: config.alloyApiKey,
    ALLOY_USER_ID: config.alloyUserId,
    ALLOY_BASE_URL: config.alloyBaseUrl,
  };
  return AlloyConnectivity.fromEnv(env, options);
}

function processEnvironment(): Environment {
  const { process } = globalThis as { process?: { env?: object; loadEnvFile?(): void } };
  try {
    process?.loadEnvFile?.();
  } catch {
    // There is none: then the environment is all there is.
  }
  return process?.env ?? {};
}
