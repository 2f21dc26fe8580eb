import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import { assertionNamespace, protocolNamespace, type VerifySamlSignature } from './saml-response.ts';
import { select, type XmlElement } from './xml-element.ts';

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * For `saml` of `startSimulator`. Tests import it; the demo account does not, so that neither library is in the app.
 *
 * What is read is the text that was signed, parsed again, and nothing beside it: a signed element that was moved
 * elsewhere to make room for another is of no use then. https://www.usenix.org/system/files/conference/usenixsecurity12/sec12-final91.pdf
 */
export const verifySamlSignature: VerifySamlSignature = (xml, certificates) => {
  const document = parse(xml);
  const root = document?.documentElement;
  if (
    document === null ||
    root === undefined ||
    root === null ||
    !isNamed(root, protocolNamespace, 'Response')
  ) {
    return null;
  }
  const response = plain(root);
  const assertions = childrenOf(root).filter((child) => isNamed(child, assertionNamespace, 'Assertion'));
  const [assertion, ...more] = assertions;
  if (assertion === undefined || more.length > 0) {
    return { response, signedAssertion: null };
  }
  for (const certificate of certificates) {
    const [inResponse, ...others] = select(
      asList(signedElement(xml, root, certificate)),
      assertionNamespace,
      'Assertion',
    );
    if (inResponse !== undefined && others.length === 0) {
      return { response, signedAssertion: inResponse };
    }
    const signed = signedElement(xml, assertion, certificate);
    if (signed !== null) {
      return { response, signedAssertion: signed };
    }
  }
  return { response, signedAssertion: null };
};

/** What the signature right inside the element says that the element is; null unless it is of this very element. */
function signedElement(xml: string, element: Element, certificate: string): XmlElement | null {
  const signatures = childrenOf(element).filter((child) => isNamed(child, signatureNamespace, 'Signature'));
  const [signature, ...more] = signatures;
  const id = element.getAttribute('ID');
  if (signature === undefined || more.length > 0 || !id) {
    return null;
  }
  const references = childrenOf(signature)
    .filter((child) => isNamed(child, signatureNamespace, 'SignedInfo'))
    .flatMap(childrenOf)
    .filter((child) => isNamed(child, signatureNamespace, 'Reference'));
  if (references.length !== 1 || references[0]?.getAttribute('URI') !== `#${id}`) {
    return null;
  }
  try {
    // Never by a certificate that came with the response itself.
    const verifier = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
    verifier.loadSignature(signature);
    if (!verifier.checkSignature(xml)) {
      return null;
    }
    const [text = ''] = verifier.getSignedReferences();
    const signed = parse(text)?.documentElement;
    return signed?.localName === element.localName && signed.getAttribute('ID') === id ? plain(signed) : null;
  } catch {
    return null;
  }
}

/** Null for what is not well-formed, or has a document type: entities have no business here. */
function parse(xml: string): Document | null {
  if (/<!DOCTYPE/i.test(xml)) {
    return null;
  }
  let isBroken = false;
  const broken = () => {
    isBroken = true;
  };
  const parser = new DOMParser({ errorHandler: { warning: broken, error: broken, fatalError: broken } });
  try {
    const document = parser.parseFromString(xml, 'text/xml');
    return isBroken ? null : document;
  } catch {
    return null;
  }
}

function plain(element: Element): XmlElement {
  const attributes = Array.from(element.attributes, ({ name, value }) => [name, value] as const);
  const texts = Array.from(element.childNodes).filter(({ nodeType }) => nodeType === 3 || nodeType === 4);
  return {
    namespace: element.namespaceURI ?? '',
    name: element.localName,
    attributes: Object.fromEntries(attributes),
    children: childrenOf(element).map(plain),
    text: texts.map(({ nodeValue }) => nodeValue ?? '').join(''),
  };
}

function childrenOf(element: Element): Element[] {
  return Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
}

function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name;
}

function asList(element: XmlElement | null): readonly XmlElement[] {
  return element === null ? [] : [element];
}
