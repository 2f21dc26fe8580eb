/// <reference types="vite/client" />

interface Window {
  readonly keycutter: import('../shared/window-api.ts').WindowApi;
}
