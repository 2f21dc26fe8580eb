import { describe, expect, it } from 'vitest';
import { errorXml, successXml } from './xml.ts';

describe('successXml', () => {
  it('wraps the result and its request id as the Query protocol does', () => {
    const result = { Text: 'a<b>&"c"', Absent: undefined, Number: 7, List: ['x', 'y'] };
    expect(
      successXml('https://example.com/', 'Do', result, 'id-1'),
    ).toBe(`<DoResponse xmlns="https://example.com/">
  <DoResult>
    <Text>a&lt;b&gt;&amp;&quot;c&quot;</Text>
    <Number>7</Number>
    <List>
      <member>x</member>
      <member>y</member>
    </List>
  </DoResult>
  <ResponseMetadata>
    <RequestId>id-1</RequestId>
  </ResponseMetadata>
</DoResponse>
`);
  });
});

describe('errorXml', () => {
  it('blames the sender up to 499 and the receiver from 500', () => {
    const xml = (status: number) => errorXml('n', { status, code: 'C', message: 'm' }, 'id');
    expect(xml(403)).toContain('<Type>Sender</Type>');
    expect(xml(503)).toContain('<Type>Receiver</Type>');
  });

  it('carries no character that XML 1.0 forbids', () => {
    const message = 'a\u0000b\u001bc\ud800d\re';
    expect(errorXml('n', { status: 400, code: 'C', message }, 'id')).toContain(
      'a\uFFFDb\uFFFDc\uFFFDd&#xD;e',
    );
  });
});
