// The name by which people here know the guest: its host name and domain in lower case, with the site's domain where the
// guest has none of its own.

const name = os.hostName.toLowerCase().split('.')[0];
const domain = (os.domain ?? vendor.strings.domain)?.toLowerCase();
return domain ? `${name}.${domain}` : name;
