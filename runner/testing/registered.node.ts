import { after, describe, test } from 'node:test';
import { register } from '../register.ts';
import { registeredOptions } from './registered-options.ts';

register({ describe, test, afterAll: after }, registeredOptions);
