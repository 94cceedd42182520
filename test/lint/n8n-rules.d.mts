import type { ESLint, Linter } from 'eslint';

type Plugins = Record<string, ESLint.Plugin>;
type Rules = Partial<Linter.RulesRecord>;

export const communityPlugins: Plugins;
export const communityRules: Rules;
export const nodesBasePlugins: Plugins;
export const packageRules: Rules;
export const credentialRules: Rules;
export const nodeRules: Rules;
