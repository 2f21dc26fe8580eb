/** Small pictures travel inside the bundle: https://vite.dev/guide/features#glob-import */
interface ImportMeta {
  glob(
    pattern: string,
    options: { readonly eager: true; readonly query: '?inline'; readonly import: 'default' },
  ): Readonly<Record<string, string>>;
}

declare module '*.png?inline' {
  const dataUrl: string;
  export default dataUrl;
}

/** A script's own text: https://vite.dev/guide/assets#importing-asset-as-string */
declare module '*.sh?raw' {
  const text: string;
  export default text;
}
