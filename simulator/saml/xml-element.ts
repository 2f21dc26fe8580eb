/** Plain data, so that who reads it needs no XML library. */
export interface XmlElement {
  readonly namespace: string;
  /** Without its prefix. */
  readonly name: string;
  /** By name as written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of this element itself, without that of its children. */
  readonly text: string;
}

/** The children of that name, the grandchildren of a second name, and so on. */
export function select(
  elements: readonly XmlElement[],
  namespace: string,
  ...path: readonly string[]
): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>(
    (found, name) =>
      found.flatMap(({ children }) =>
        children.filter((child) => child.name === name && child.namespace === namespace),
      ),
    elements,
  );
}
