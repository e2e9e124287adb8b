import { afterAll, describe, test } from 'vitest';
import { register } from '../register.ts';
import { registeredOptions } from './registered-options.ts';

register({ describe, test, afterAll }, registeredOptions);
