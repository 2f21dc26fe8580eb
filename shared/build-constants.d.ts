/** Filled in by vite.config.ts at build time. */

/** True in builds for end-to-end tests only; code behind it is absent from a release. */
declare const __TEST_SEAMS__: boolean;

declare const __APP_VERSION__: string;
