/** A page with a row for each scene and a column for each look; the names are ours and need no escaping. */
export function contactSheet(scenes: readonly string[], looks: readonly string[]): string {
  const rows = scenes.map((scene) => {
    const cells = looks.map((look) => {
      const file = `${scene}.${look}.png`;
      return `<td><a href="${file}"><img src="${file}" alt="${scene}, ${look}" loading="lazy"></a></td>`;
    });
    return `<tr><th scope="row" id="${scene}"><a href="#${scene}">${scene}</a></th>${cells.join('')}</tr>`;
  });
  const heads = looks.map((look) => `<th scope="col">${look}</th>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Keycutter: every screen</title>
<style>
  body { margin: 16px; background: #8b8981; color: #111; font: 13px/1.4 system-ui, sans-serif; }
  table { border-spacing: 12px; }
  th { text-align: start; vertical-align: top; }
  thead th { position: sticky; inset-block-start: 0; padding: 4px; background: #8b8981; }
  img { display: block; width: 315px; background: #fff; }
  a { color: inherit; }
</style>
<table>
<thead><tr><th></th>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</html>
`;
}
