import { createConnection } from 'node:net';
import { startInbox, type Inbox } from '../../sandbox/inbox';

/** Speaks SMTP by hand, so that the inbox is tested against the protocol and not against a library. */
async function send(port: number, message: { from: string; to: string[]; lines: string[] }): Promise<void> {
	const commands = [
		'EHLO test',
		`MAIL FROM:<${message.from}>`,
		...message.to.map((address) => `RCPT TO:<${address}>`),
		'DATA',
		`${message.lines.join('\r\n')}\r\n.`,
		'QUIT',
	];
	await new Promise<void>((resolve, reject) => {
		const socket = createConnection({ port, host: '127.0.0.1' });
		socket.setEncoding('utf8');
		socket.on('data', (answer: string) => {
			if (/^[45]/.test(answer)) reject(new Error(answer));
			// A line whose number is followed by a dash announces another line.
			if (!/^\d{3} [^\n]*\n$/m.test(answer)) return;
			const command = commands.shift();
			if (command) socket.write(`${command}\r\n`);
		});
		socket.on('close', () => resolve());
		socket.on('error', reject);
	});
}

const mail = (subject: string, ...body: string[]) => ({
	from: 'loja@pigz.test',
	to: ['cozinha@example.com'],
	lines: [`Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8', '', ...body],
});

describe('the local inbox', () => {
	let inbox: Inbox;
	beforeEach(async () => {
		inbox = await startInbox({ port: 0 });
	});
	afterEach(async () => await inbox.close());

	it('keeps every message with sender, recipients, subject and text, accents included', async () => {
		await send(inbox.port, {
			from: 'loja@pigz.test',
			to: ['cozinha@example.com', 'dona@example.com'],
			lines: [
				'Subject: =?utf-8?Q?Pedido_3105_=E2=80=93_Jo=C3=A3o?=',
				'Content-Type: text/plain; charset=utf-8',
				'',
				'1x Pão de queijo',
				'Troco para R$ 50,00',
			],
		});

		expect(inbox.messages).toHaveLength(1);
		expect(inbox.messages[0]).toMatchObject({
			from: 'loja@pigz.test',
			to: ['cozinha@example.com', 'dona@example.com'],
			subject: 'Pedido 3105 – João',
			text: '1x Pão de queijo\nTroco para R$ 50,00',
		});
	});

	it('waits for a message that is still to come', async () => {
		const waiting = inbox.waitFor(({ subject }) => subject.includes('3106'), 5000);
		await send(inbox.port, mail('Pedido 3105'));
		await send(inbox.port, mail('Pedido 3106'));

		await expect(waiting).resolves.toMatchObject({ subject: 'Pedido 3106' });
	});

	it('finds a message that came before anyone waited for it', async () => {
		await send(inbox.port, mail('Pedido 3105'));

		await expect(inbox.waitFor(({ subject }) => subject === 'Pedido 3105', 10)).resolves.toBeDefined();
	});

	it('says what did come when the wanted message does not', async () => {
		await send(inbox.port, mail('Pedido 3105'));

		await expect(inbox.waitFor(({ subject }) => subject === 'Pedido 9999', 20)).rejects.toThrow(
			'No such message after 20 ms. Messages so far: "Pedido 3105"',
		);
	});

	it('tells a listener of each new message', async () => {
		const heard: string[] = [];
		inbox.onMessage(({ subject }) => heard.push(subject));
		await send(inbox.port, mail('Pedido 1'));
		await send(inbox.port, mail('Pedido 2'));

		expect(heard).toEqual(['Pedido 1', 'Pedido 2']);
	});

	it('says so when its port is taken', async () => {
		await expect(startInbox({ port: inbox.port })).rejects.toThrow('EADDRINUSE');
	});
});
