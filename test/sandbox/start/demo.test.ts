import { sandboxCredential, sandboxCredentials } from '../../../sandbox/start/demo';
import { closeSandboxes, openSandbox } from '../helpers';

afterEach(closeSandboxes);

it('the demo has a credential for every platform of the sandbox, called like it', async () => {
	const sandbox = await openSandbox({ platforms: undefined });
	const credentials = sandboxCredentials(sandbox);
	expect(credentials.map(({ name, type }) => [name, type])).toEqual([
		['Delivery Direto', 'deliveryDiretoApi'],
		['Digipix', 'digipixApi'],
		['Neemo', 'neemoApi'],
		['Pigz', 'pigzApi'],
		['Venddor', 'venddorApi'],
	]);
	expect(credentials).toContainEqual(sandboxCredential(sandbox.url));
	for (const { data } of credentials) {
		expect(data).toMatchObject({ allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' });
		expect(JSON.stringify(data)).toContain(sandbox.url);
	}
});
