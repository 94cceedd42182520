import './environment';
import { Credentials } from 'n8n-core';
import {
	deepCopy,
	ICredentialsHelper,
	isDomainAllowed,
	isExpression,
	NodeHelpers,
	UserError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentials,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeProperties,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { forgetLogins } from '../../../core/login';

interface Entry {
	type: ICredentialType;
	/** As in n8n's database: text, so that nothing but plain data survives. */
	stored: string;
	logins: number;
}

/** How n8n names the node under which it tests a credential: a login is then made in any case. */
export const CREDENTIAL_TEST_NODE = 'n8n-nodes-base.noOp';

/**
 * The credentials of one n8n, and what n8n's own CredentialsHelper (2.41) does with them: defaults and expressions
 * are resolved, generic `authenticate` is applied, and an expirable token is obtained by `preAuthentication` when
 * it is empty, after a 401 and at every credential test, and is kept for all later runs.
 */
export class CredentialStore extends ICredentialsHelper {
	private readonly entries = new Map<string, Entry>();

	constructor() {
		super();
		// A new store is that of a new n8n
		forgetLogins();
	}

	/** Adds a credential as a person would save it: fields left out take their defaults. */
	add(type: ICredentialType, data: ICredentialDataDecryptedObject): this {
		this.entries.set(type.name, { type, stored: JSON.stringify(data), logins: 0 });
		return this;
	}

	/** How often `preAuthentication` ran for this credential type. */
	logins(type: string): number {
		return this.entry(type).logins;
	}

	/** What n8n has stored, including a token obtained meanwhile. */
	stored(type: string): ICredentialDataDecryptedObject {
		return JSON.parse(this.entry(type).stored) as ICredentialDataDecryptedObject;
	}

	/** Changes stored fields, as when a person edits the credential or a token is tampered with. */
	edit(type: string, changes: ICredentialDataDecryptedObject): void {
		this.entry(type).stored = JSON.stringify({ ...this.stored(type), ...changes });
	}

	/** The `credentials` member of a node that uses every credential of this store. */
	references(): INodeCredentials {
		return Object.fromEntries(
			[...this.entries.keys()].map((name) => [name, { id: name, name: `Account of ${name}` }]),
		);
	}

	override getParentTypes(name: string): string[] {
		return this.entries.get(name)?.type.extends ?? [];
	}

	override getCredentialsProperties(type: string): INodeProperties[] {
		return this.entry(type).type.properties;
	}

	override async getCredentials(details: INodeCredentialsDetails, type: string): Promise<Credentials> {
		const credentials = new Credentials({ id: details.id ?? null, name: details.name }, type);
		credentials.setData(this.stored(type));
		return await Promise.resolve(credentials);
	}

	override async updateCredentials(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.entry(type).stored = JSON.stringify(data);
		await Promise.resolve();
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		await Promise.reject(new UserError('No credential of this package uses OAuth2 of n8n'));
	}

	override async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.stored(type);
		if (raw) return data;
		const complete = this.withDefaults(type, data);
		if (!resolve) return await Promise.resolve(complete);
		return resolve.workflow.expression.getParameterValue(
			complete as INodeParameters,
			resolve.runExecutionData,
			resolve.runIndex,
			resolve.itemIndex,
			resolve.node.name,
			resolve.connectionInputData,
			mode,
			{},
			executeData,
			false,
			complete,
		) as ICredentialDataDecryptedObject;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.entry(typeName).type;
		if (!authenticate) return requestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);

		const resolve = (text: string) => {
			if (!isExpression(text)) return text;
			const value = workflow.expression.getSimpleParameterValue(
				node,
				text,
				'internal',
				{ $credentials: credentials },
				undefined,
				'',
			);
			return value ? String(value) : '';
		};
		const signed: Record<string, unknown> = { ...requestOptions };
		for (const [part, members] of Object.entries(authenticate.properties)) {
			const added = Object.entries(members as Record<string, string>).map(([key, value]) => [
				resolve(key),
				resolve(value),
			]);
			signed[part] = { ...(signed[part] as object | undefined), ...Object.fromEntries(added) };
		}
		return signed as unknown as IHttpRequestOptions;
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { type } = this.entry(typeName);
		const token = type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable,
		);
		if (!token || !type.preAuthentication) return undefined;

		const isCredentialTest = node.type === CREDENTIAL_TEST_NODE && node.parameters.temp === '';
		if (credentials[token.name] !== '' && !credentialsExpired && !isCredentialTest) return undefined;

		this.entry(typeName).logins++;
		const output = (await type.preAuthentication.call(
			withinAllowedDomains(helpers, credentials),
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[token.name] === undefined) return undefined;
		this.edit(typeName, output);
		return Object.assign(credentials, output);
	}

	/** What a node sees of data as stored: every field, with its default where nothing was stored. */
	withDefaults(type: string, data: ICredentialDataDecryptedObject): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const complete = NodeHelpers.getNodeParameters(
			properties,
			deepCopy(data) as INodeParameters,
			true,
			false,
			null,
			null,
		);
		return complete as ICredentialDataDecryptedObject;
	}

	private entry(type: string): Entry {
		const entry = this.entries.get(type);
		if (!entry) throw new UserError(`This test has no credential of type "${type}"`);
		return entry;
	}
}

/** n8n 2.41 lets a login call only the hosts of the credential's own list; older ones do not look. */
function withinAllowedDomains(
	{ helpers }: IHttpRequestHelper,
	{ allowedHttpRequestDomains, allowedDomains }: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	if (allowedHttpRequestDomains !== 'domains') return { helpers };
	const list = typeof allowedDomains === 'string' ? allowedDomains.trim() : '';
	return {
		helpers: {
			...helpers,
			httpRequest: async (options) => {
				const url = options.baseURL ? `${options.baseURL}${options.url}` : options.url;
				if (list === '') {
					throw new UserError(
						'No allowed domains specified. Configure allowed domains or change restriction setting.',
					);
				}
				if (!isDomainAllowed(url, { allowedDomains: list })) {
					throw new UserError(
						`Domain not allowed: This credential is restricted from accessing ${new URL(url).host}. Only the following domains are allowed: ${list}`,
					);
				}
				return (await helpers.httpRequest(options)) as unknown;
			},
		},
	};
}
