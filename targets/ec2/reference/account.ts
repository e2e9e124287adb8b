/** The account of everybody who asks. */
export const ACCOUNT = '000000000000';
