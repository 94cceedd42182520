/**
 * The rules n8n itself holds a community node to, in the form of its own tools (@n8n/node-cli's lint and
 * @n8n/scan-community-package, both 0.3x of 2026), so that eslint.config.mjs, the lint of generated
 * descriptions and the check of the built package can never disagree about them.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBasePlugin from 'eslint-plugin-n8n-nodes-base';

const community = n8nCommunityNodesPlugin.configs.recommended;

export const communityPlugins = community.plugins;
export const communityRules = community.rules;
export const nodesBasePlugins = { 'n8n-nodes-base': n8nNodesBasePlugin };

export const packageRules = { ...communityRules, ...n8nNodesBasePlugin.configs.community.rules };

export const credentialRules = {
	...n8nNodesBasePlugin.configs.credentials.rules,
	// Wants a camel-case page name of docs.n8n.io; ours is a full address.
	'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
	// Superseded by @n8n/community-nodes/credential-password-field, which knows what is no secret.
	'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
};

export const nodeRules = {
	...n8nNodesBasePlugin.configs.nodes.rules,
	// Both want the text 'main', which @n8n/community-nodes/node-connection-type-literal forbids.
	'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
	'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
	// Some platforms do have a largest page, so a maximum is right.
	'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
};
