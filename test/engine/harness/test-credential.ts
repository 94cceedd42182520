import './environment';
import { STATUS_CODES } from 'node:http';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialTestRequest,
	type ICredentialType,
	type INode,
	type INodeType,
} from 'n8n-workflow';
import { CREDENTIAL_TEST_NODE, CredentialStore } from './credential-store';
import { additionalDataWith, nodeTypes, workflowOf } from './workbench';

export interface CredentialTest {
	status: 'OK' | 'Error';
	/** What the person reads in the credential's window. */
	message: string;
}

/**
 * Presses the Test button of a credential: its `test` request goes through n8n's own routing engine (with a login
 * first, where there is `preAuthentication`), and its rules choose the text, as n8n's CredentialsTester does.
 * @param data what the person typed; fields left out take their defaults
 */
export async function testCredential(
	type: ICredentialType,
	data: ICredentialDataDecryptedObject,
): Promise<CredentialTest> {
	const { test } = type;
	if (!test) throw new UserError(`${type.displayName} has no test request`);
	const store = new CredentialStore().add(type, data);
	const decrypted = { id: type.name, name: type.displayName, type: type.name };
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: CREDENTIAL_TEST_NODE,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: store.references(),
	};
	const nodeType = routingNodeFor(type, test);
	const workflow = workflowOf([node], {}, nodeTypes({ [CREDENTIAL_TEST_NODE]: nodeType }), undefined, false);
	const input = { main: [[{ json: {} }]] };
	const complete = workflow.getNode(node.name) ?? node;
	const context = new ExecuteContext(
		workflow,
		complete,
		additionalDataWith(store),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		{ node: complete, data: input, source: null },
		[],
	);
	const routing = new RoutingNode(context, nodeType, {
		...decrypted,
		data: store.withDefaults(type.name, data),
	});

	let answer: unknown;
	try {
		answer = (await routing.runNode())?.[0]?.[0]?.json;
	} catch (error) {
		return { status: 'Error', message: textOfFailure(error as Failure, test.rules ?? []) };
	}
	for (const rule of test.rules ?? []) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, value, message } = rule.properties;
		if (memberOf(answer, key) === value) return { status: 'Error', message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

/** The member at a dotted path, such as `data.code`. */
function memberOf(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((part, key) => (part as Record<string, unknown> | null | undefined)?.[key], value);
}

interface Failure {
	message: string;
	httpCode?: string | null;
}

/** n8n-workflow 2.11 loses the `cause` that 2.41 reads the status from, but keeps it as `httpCode`. */
function textOfFailure(
	{ message, httpCode }: Failure,
	rules: NonNullable<ICredentialTestRequest['rules']>,
): string {
	for (const rule of rules) {
		if (rule.type === 'responseCode' && String(rule.properties.value) === httpCode)
			return rule.properties.message;
	}
	if (!httpCode) return message;
	return STATUS_CODES[httpCode] ?? httpCode;
}

function routingNodeFor(type: ICredentialType, { request }: ICredentialTestRequest): INodeType {
	return {
		description: {
			displayName: 'No Operation',
			name: 'noOp',
			group: ['transform'],
			version: 1,
			description: 'Carries the test request',
			defaults: { name: 'No Operation' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: type.name, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' }],
		},
	};
}
