import type { AwsRefusal } from './aws-refusal.ts';

/** Text, a number, an element's children, or nothing at all. Arrays become `<member>` elements. */
export type XmlContent =
  | string
  | number
  | undefined
  | readonly XmlContent[]
  | { readonly [element: string]: XmlContent };

/** The shape of a Query protocol answer: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export function successXml(namespace: string, action: string, result: XmlContent, requestId: string): string {
  return render(
    `${action}Response xmlns="${namespace}"`,
    { [`${action}Result`]: result, ResponseMetadata: { RequestId: requestId } },
    '',
  );
}

export function errorXml(namespace: string, refusal: AwsRefusal, requestId: string): string {
  return render(
    `ErrorResponse xmlns="${namespace}"`,
    {
      Error: {
        Type: refusal.status < 500 ? 'Sender' : 'Receiver',
        Code: refusal.code,
        Message: refusal.message,
      },
      RequestId: requestId,
    },
    '',
  );
}

function render(element: string, content: XmlContent, indent: string): string {
  if (content === undefined) {
    return '';
  }
  const close = `</${element.split(' ', 1)[0]}>\n`;
  if (typeof content !== 'object') {
    return `${indent}<${element}>${escapeText(String(content))}${close}`;
  }
  const children = Array.isArray(content)
    ? content.map((member: XmlContent) => render('member', member, `${indent}  `))
    : Object.entries(content).map(([name, child]) => render(name, child, `${indent}  `));
  return `${indent}<${element}>\n${children.join('')}${indent}${close}`;
}

/** Characters that XML 1.0 cannot carry even escaped: https://www.w3.org/TR/xml/#charsets */
const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

function escapeText(text: string): string {
  return text.replace(notInXml, '\uFFFD').replace(/[&<>"\r]/g, (character) => entities[character] ?? '');
}
