// Contacts by the older SDK's class, as the quick reference uses it.
import { UAPI } from "alloy-connectivity/uapi";

const client = new UAPI(process.env.ALLOY_API_KEY!);
client.userId = process.env.ALLOY_USER_ID!;
const [kind] = process.argv.slice(2);

await client.CRM.listContacts().catch((error) => console.log(`${error.name}: ${error.message}`));

await client.connect(process.env.CONNECTION_ID!);
const { data, contacts } = await client.CRM.listContacts();
console.log(`listed ${data.length}, the same: ${data === contacts}`);

const isPages = kind === "pages";
const created = await client.CRM.createContact(
  isPages ? { title: "New page", content: "What is on it" } : { firstName: "Ada", lastName: "L." },
);
console.log(`created ${created.data.id}, the same: ${created.data === created.contact}`);

const updated = await client.CRM.updateContact(
  created.data.id,
  isPages ? { title: "New title" } : { lastName: "Lovelace" },
);
console.log(`updated ${updated.data.id}`);
