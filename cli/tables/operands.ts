import type { Operand, Option } from '../command-specification.ts';

/** Operands and options that several commands take. */
export const profile: Operand = { name: 'PROFILE', completes: 'profile' };
export const key: Operand = { name: 'NAME', completes: 'key' };
export const signInName: Operand = { name: 'NAME', completes: 'sign-in' };
export const newName: Operand = { name: 'NAME', completes: 'nothing' };

export const duration: Option = { name: 'duration', value: 'DURATION' };
export const region: Option = { name: 'region', value: 'REGION' };
export const yes: Option = { name: 'yes', short: 'y' };
