// The addresses of a VIF, the one that matters first: global ones before others, those in the site's own network before
// all. Left out: link-local addresses, and what containers and virtual machines inside the guest use among themselves.

const own = vendor.strings.network ?? '10.';
const foreign = ['172.17.', '192.168.122.'];

const matters = address => address.startsWith(own) ? 0 : 1;
const isLocal = ip => ip.scope !== 'global' || foreign.some(net => ip.address.startsWith(net));

const list = ips => ips.filter(ip => !isLocal(ip)).map(ip => ip.address)
    .sort((a, b) => matters(a) - matters(b));

const nics = network.interfaces.filter(nic => nic.port === vif.name);
const keys = {};
for (const family of ['ipv4', 'ipv6']) {
    list(nics.flatMap(nic => nic[family])).forEach((address, i) => { keys[`${family}/${i}`] = address; });
}
return keys;
