/** The provider that is meant where nobody says which and nothing tells. */
export const DEFAULT_PROVIDER = 'aws-ec2';
