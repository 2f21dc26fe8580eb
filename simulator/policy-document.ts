import { succeed } from '../shared/result.ts';
import { type Answer, refusals } from './aws-refusal.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly Version?: '2012-10-17' | '2008-10-17';
  readonly Id?: string;
  readonly Statement: PolicyStatement | readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** In trust policies only: under AWS, Federated or Service. Services never call this stand-in. */
  readonly Principal?: '*' | Readonly<Record<string, OneOrMany<string>>>;
  readonly Action?: OneOrMany<string>;
  readonly NotAction?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly NotResource?: OneOrMany<string>;
  readonly Condition?: PolicyConditions;
}

/** Operator to condition key to the values it is compared with. */
export type PolicyConditions = Readonly<
  Record<string, Readonly<Record<string, OneOrMany<string | number | boolean>>>>
>;

export type OneOrMany<Item> = Item | readonly Item[];

export function asList<Item extends string | number | boolean | object>(
  value: OneOrMany<Item> | undefined,
): readonly Item[] {
  if (value === undefined) {
    return [];
  }
  return Array.isArray(value) ? value : [value as Item];
}

const documentKeys = new Set(['Version', 'Id', 'Statement']);
const statementKeys = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Reads a session policy as STS does, or says MalformedPolicyDocument in AWS's words. */
export function parseSessionPolicy(text: string): Answer<PolicyDocument> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return refusals.malformedPolicyDocument('This policy contains invalid Json');
  }
  const problem = findPolicyProblem(parsed);
  return problem === null ? succeed(parsed as PolicyDocument) : refusals.malformedPolicyDocument(problem);
}

const syntaxErrors = 'Syntax errors in policy.';

function findPolicyProblem(document: unknown): string | null {
  if (!isObject(document) || !hasOnly(document, documentKeys)) {
    return syntaxErrors;
  }
  const { Version, Statement } = document;
  if (Version !== undefined && Version !== '2012-10-17' && Version !== '2008-10-17') {
    return syntaxErrors;
  }
  const statements: readonly unknown[] = Array.isArray(Statement) ? Statement : [Statement];
  if (statements.length === 0) {
    return syntaxErrors;
  }
  const sids = statements.map((statement) => (isObject(statement) ? sidOf(statement) : undefined));
  const named = sids.filter((sid) => sid !== undefined);
  if (new Set(named).size < named.length) {
    return 'Statement IDs (SID) in a single policy must be unique.';
  }
  for (const statement of statements) {
    const problem = findStatementProblem(statement);
    if (problem !== null) {
      return problem;
    }
  }
  return null;
}

function findStatementProblem(statement: unknown): string | null {
  if (!isObject(statement)) {
    return syntaxErrors;
  }
  if ('Principal' in statement || 'NotPrincipal' in statement) {
    return 'Policy document should not specify a principal.';
  }
  const { Sid, Effect, Action, NotAction, Resource, NotResource, Condition } = statement;
  const actions = stringsOf(Action ?? NotAction);
  const resources = stringsOf(Resource ?? NotResource);
  if (
    !hasOnly(statement, statementKeys) ||
    (Effect !== 'Allow' && Effect !== 'Deny') ||
    (Sid !== undefined && (typeof Sid !== 'string' || !/^[A-Za-z0-9]*$/.test(Sid))) ||
    (Action !== undefined && NotAction !== undefined) ||
    (Resource !== undefined && NotResource !== undefined) ||
    (Condition !== undefined && !isConditionBlock(Condition))
  ) {
    return syntaxErrors;
  }
  if (actions === null) {
    return 'Policy statement must contain actions.';
  }
  if (resources === null) {
    return 'Policy statement must contain resources.';
  }
  if (!actions.every((action) => action === '*' || /^[\w*?-]+:[\w*?]+$/.test(action))) {
    return 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
  }
  const badResource = resources.find((resource) => resource !== '*' && !/^arn:([^:]*:){4}./s.test(resource));
  return badResource === undefined ? null : `Resource ${badResource} must be in ARN format or "*".`;
}

function sidOf({ Sid }: Readonly<Record<string, unknown>>): unknown {
  return Sid;
}

function isConditionBlock(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every(
      (keys) =>
        isObject(keys) &&
        Object.values(keys).every((values) =>
          (Array.isArray(values) ? values : [values]).every((item: unknown) =>
            ['string', 'number', 'boolean'].includes(typeof item),
          ),
        ),
    )
  );
}

/** Null unless it is a string or a list of at least one. */
function stringsOf(value: unknown): readonly string[] | null {
  const items: readonly unknown[] = Array.isArray(value) ? value : [value];
  const strings = items.filter((item) => typeof item === 'string');
  return items.length > 0 && strings.length === items.length ? strings : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasOnly(value: Readonly<Record<string, unknown>>, keys: ReadonlySet<string>): boolean {
  return Object.keys(value).every((key) => keys.has(key));
}
