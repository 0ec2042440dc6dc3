/* SPDX-License-Identifier: 0BSD */
/*
 * xenbus-bridge: the guest kernel's half of xenstore, in user space.
 *
 * It owns one end of a xenstore ring page (the other end is mapped by the
 * store daemon through the shim) and serves one file through /dev/fuse that
 * behaves like the xenbus device of a Linux guest: every open has its own
 * request stream, its own watches and its own transactions, replies are
 * queued per open, and what an open leaves behind is cleaned up at close.
 *
 * One thread, one poll loop.  Commands come over a SOCK_SEQPACKET socket, one
 * line per packet, one answer per command; see control() for the list.
 */
#define _GNU_SOURCE
#include "common.h"

#include <ctype.h>
#include <limits.h>
#include <linux/fuse.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>

#include <xen/io/xs_wire.h>

#ifndef FOPEN_PARALLEL_DIRECT_WRITES
#define FOPEN_PARALLEL_DIRECT_WRITES (1 << 6)
#endif

#define DEV_BUFFER 4096		/* the device takes header + body up to this */
#define FUSE_BUF (256 * 1024)
#define NAME_MAX_XS 8192

/* ------------------------------------------------------------- data types */

struct reader {			/* a read(2) that waits for data */
	struct reader *next;
	uint64_t unique;
	uint32_t size;
};

struct trans {
	struct trans *next;
	uint32_t id;		/* 0 until the daemon has answered */
	uint32_t generation;
};

struct file;

struct watch {
	struct watch *next;
	struct file *file;
	unsigned long kid;	/* the token that the daemon sees */
	bool live;		/* acknowledged by the daemon */
	char *path;
	char *token;		/* the caller's token */
};

struct file {
	struct file *next;
	uint64_t fh;
	bool closed;
	unsigned int refs;	/* requests in flight that point here */

	char in[DEV_BUFFER];
	unsigned int inlen;

	char *out;
	size_t outoff, outlen, outcap;

	struct reader *readers, **readers_tail;
	struct watch *watches;
	struct trans *trans;

	uint64_t kh;
	bool poll_armed;

	/* quirk event-first: the ack of a WATCH held back */
	char held_ack[64];
	unsigned int held_len;
	unsigned long held_kid;
};

enum req_kind { R_USER, R_WATCH, R_UNWATCH, R_REWATCH, R_ABORT };

struct req {
	struct req *next;
	enum req_kind kind;
	uint32_t id;		/* on the ring */
	struct file *file;	/* NULL for our own requests */
	struct xsd_sockmsg hdr;	/* the caller's header */
	struct watch *watch;
	uint64_t unique;	/* FUSE write to answer (WATCH, UNWATCH) */
	uint32_t wrote;
	struct xsd_sockmsg wire;	/* the header as it goes out */
	const char *body;	/* a user's: still in the buffer of its open */
	char *own;		/* ours to free */
	unsigned int len;	/* message bytes, for sending */
	unsigned int sent;
	bool user;
};

/* ---------------------------------------------------------------- globals */

static const char *rig;			/* the XSRIG_DIR */
static const char *mnt;
static int fusefd = -1, ctlfd = -1, evfd = -1;

static uint32_t domid, port;
static struct xenstore_domain_interface *ring;
static struct xsrig_evtchn *ev;
static struct sockaddr_un daemon_addr;

static bool connected, suspended, quitting;
static int64_t stall_until;		/* CLOCK_MONOTONIC ns, 0: none */
static int64_t slowness;		/* ns of silence after whatever goes to or fro */
static uint32_t generation = 1;
static uint32_t next_req = 1;
static unsigned long next_kid = 0x10;
static uint64_t next_fh = 1;

static struct file *files;
static struct req *sendq, **sendq_tail = &sendq;	/* not yet on the ring */
static struct req *heldq, **heldq_tail = &heldq;	/* wait for resume */
static struct req *inflight;
static unsigned int users;		/* user requests under way */
static int suspend_reply_fd = -1;

static struct {
	struct xsd_sockmsg hdr;
	char body[XENSTORE_PAYLOAD_MAX + 1];
	unsigned int used;
} rx;

static struct {
	uint64_t opens, writes, reads, requests, replies, events, events_lost;
	uint64_t notify_out, notify_in, errors;
} st;

static unsigned int fail_count;		/* fault injection */
static char fail_err[16];
static int fail_type = -1;
static bool q_event_first;		/* quirks */
static bool q_ack_reqid0;
static FILE *trace;

/* ---------------------------------------------------------------- helpers */

static int64_t now_ns(clockid_t c)
{
	struct timespec t;

	clock_gettime(c, &t);
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void die(const char *fmt, ...)
{
	va_list ap;
	int e = errno;

	va_start(ap, fmt);
	fprintf(stderr, "xenbus-bridge: ");
	vfprintf(stderr, fmt, ap);
	fprintf(stderr, ": %s\n", strerror(e));
	va_end(ap);
	exit(1);
}

static void *xalloc(size_t n)
{
	void *p = calloc(1, n ? n : 1);

	if (!p)
		die("out of memory");
	return p;
}

static const char *type_name(uint32_t t)
{
	static const char *const n[] = {
		"CONTROL", "DIRECTORY", "READ", "GET_PERMS", "WATCH",
		"UNWATCH", "TRANSACTION_START", "TRANSACTION_END", "INTRODUCE",
		"RELEASE", "GET_DOMAIN_PATH", "WRITE", "MKDIR", "RM",
		"SET_PERMS", "WATCH_EVENT", "ERROR", "IS_DOMAIN_INTRODUCED",
		"RESUME", "SET_TARGET", "?", "RESET_WATCHES", "DIRECTORY_PART",
	};

	return t < sizeof(n) / sizeof(n[0]) ? n[t] : "?";
}

static void trace_msg(uint64_t fh, char dir, const struct xsd_sockmsg *h,
		      const char *body)
{
	unsigned int i;

	if (!trace)
		return;
	fprintf(trace, "%lld %llu %c %s req=%u tx=%u len=%u ",
		(long long)now_ns(CLOCK_REALTIME), (unsigned long long)fh, dir,
		type_name(h->type), h->req_id, h->tx_id, h->len);
	for (i = 0; i < h->len; i++) {
		unsigned char c = body[i];

		if (c == 0)
			fputc('|', trace);
		else if (c < 32 || c > 126 || c == '\\' || c == '|')
			fprintf(trace, "\\x%02x", c);
		else
			fputc(c, trace);
	}
	fputc('\n', trace);
	fflush(trace);
}

/* ----------------------------------------------------------- FUSE answers */

static void fuse_reply(uint64_t unique, int err, const void *data, size_t len)
{
	struct fuse_out_header h = {
		.len = sizeof(h) + (err ? 0 : len),
		.error = err,
		.unique = unique,
	};
	struct iovec v[2] = {
		{ &h, sizeof(h) }, { (void *)data, err ? 0 : len },
	};

	/* ENOENT: the caller was killed meanwhile; nothing to be done. */
	if (writev(fusefd, v, v[1].iov_len ? 2 : 1) < 0 && errno != ENOENT)
		st.errors++;
}

static void fuse_wrote(uint64_t unique, uint32_t n)
{
	struct fuse_write_out o = { .size = n };

	if (unique)
		fuse_reply(unique, 0, &o, sizeof(o));
}

static void fuse_poll_wake(uint64_t kh)
{
	struct fuse_notify_poll_wakeup_out o = { .kh = kh };
	struct fuse_out_header h = {
		.len = sizeof(h) + sizeof(o),
		.error = FUSE_NOTIFY_POLL,
	};
	struct iovec v[2] = { { &h, sizeof(h) }, { &o, sizeof(o) } };

	if (writev(fusefd, v, 2) < 0)
		st.errors++;
}

/* ------------------------------------------------------- per-open streams */

static void file_put(struct file *f)
{
	struct file **p;

	if (!f->closed || f->refs)
		return;
	for (p = &files; *p; p = &(*p)->next) {
		if (*p == f) {
			*p = f->next;
			break;
		}
	}
	free(f->out);
	free(f);
}

static void file_feed_readers(struct file *f)
{
	while (f->readers && f->outlen) {
		struct reader *r = f->readers;
		size_t n = r->size < f->outlen ? r->size : f->outlen;

		fuse_reply(r->unique, 0, f->out + f->outoff, n);
		f->outoff += n;
		f->outlen -= n;
		if (!f->outlen)
			f->outoff = 0;
		f->readers = r->next;
		if (!f->readers)
			f->readers_tail = &f->readers;
		free(r);
	}
}

static void file_append(struct file *f, const void *data, size_t len)
{
	if (f->closed)
		return;
	if (f->outoff + f->outlen + len > f->outcap) {
		if (f->outoff) {
			memmove(f->out, f->out + f->outoff, f->outlen);
			f->outoff = 0;
		}
		if (f->outlen + len > f->outcap) {
			f->outcap = (f->outlen + len) * 2 + 4096;
			f->out = realloc(f->out, f->outcap);
			if (!f->out)
				die("out of memory");
		}
	}
	memcpy(f->out + f->outoff + f->outlen, data, len);
	f->outlen += len;
}

static void file_kick(struct file *f)
{
	file_feed_readers(f);
	if (f->outlen && f->poll_armed) {
		f->poll_armed = false;
		fuse_poll_wake(f->kh);
	}
}

static void file_msg(struct file *f, const struct xsd_sockmsg *h,
		     const char *body)
{
	if (f->closed)
		return;
	trace_msg(f->fh, '<', h, body);
	file_append(f, h, sizeof(*h));
	file_append(f, body, h->len);
	file_kick(f);
}

/* An answer made here, without asking the daemon. */
static void file_local(struct file *f, const struct xsd_sockmsg *req,
		       uint32_t type, const char *text)
{
	struct xsd_sockmsg h = *req;

	h.type = type;
	h.len = strlen(text) + 1;
	if (q_ack_reqid0 && (req->type == XS_WATCH || req->type == XS_UNWATCH))
		h.req_id = h.tx_id = 0;
	file_msg(f, &h, text);
}

static void watch_free(struct watch *w)
{
	struct watch **p;

	for (p = &w->file->watches; *p; p = &(*p)->next) {
		if (*p == w) {
			*p = w->next;
			break;
		}
	}
	free(w->path);
	free(w->token);
	free(w);
}

static struct watch *watch_by_kid(unsigned long kid)
{
	struct watch *w;
	struct file *f;

	for (f = files; f; f = f->next)
		for (w = f->watches; w; w = w->next)
			if (w->kid == kid)
				return w;
	return NULL;
}

static struct trans *trans_find(struct file *f, uint32_t id)
{
	struct trans *t;

	for (t = f->trans; t; t = t->next)
		if (t->id == id)
			return t;
	return NULL;
}

static void trans_del(struct file *f, struct trans *t)
{
	struct trans **p;

	for (p = &f->trans; *p; p = &(*p)->next) {
		if (*p == t) {
			*p = t->next;
			free(t);
			return;
		}
	}
}

/* ------------------------------------------------------------ ring traffic */

static void req_queue(struct req *r)
{
	/* While suspended only our own work may pass, as in the kernel. */
	if (suspended && r->user) {
		*heldq_tail = r;
		heldq_tail = &r->next;
		return;
	}
	if (r->user)
		users++;
	*sendq_tail = r;
	sendq_tail = &r->next;
}

/*
 * The kernel copies the header of a user's request when it is queued, but its
 * body only on the way to the ring: what the same open writes meanwhile goes
 * out in its place.  Requests of the kernel's own keep their body.
 */
static struct req *req_new(enum req_kind kind, struct file *f,
			   const struct xsd_sockmsg *hdr, const char *body,
			   unsigned int len)
{
	struct req *r = xalloc(sizeof(*r));

	r->kind = kind;
	r->id = next_req++;
	r->file = f;
	if (f)
		f->refs++;
	r->hdr = *hdr;
	r->wire = *hdr;
	r->wire.req_id = r->id;
	r->wire.len = len;
	r->len = sizeof(r->wire) + len;
	if (kind == R_USER) {
		r->body = body;
	} else {
		r->own = xalloc(len);
		memcpy(r->own, body, len);
		r->body = r->own;
	}
	st.requests++;
	return r;
}

static void req_free(struct req *r)
{
	if (r->file) {
		r->file->refs--;
		file_put(r->file);
	}
	free(r->own);
	free(r);
}

static struct req *req_watch(enum req_kind kind, struct watch *w, uint32_t type)
{
	struct xsd_sockmsg h = { .type = type };
	char body[NAME_MAX_XS];
	struct req *r;
	int n;

	n = snprintf(body, sizeof(body), "%s%c%lX", w->path, 0, w->kid) + 1;
	r = req_new(kind, kind == R_REWATCH ? NULL : w->file, &h, body, n);
	r->watch = w;
	return r;
}

static void notify(void)
{
	st.notify_out++;
	xsrig_notify(evfd, &daemon_addr, &ev->to_daemon, domid, port);
}

/* What is to be sent next: the rest of the header or of the body. */
static const char *req_rest(const struct req *r, uint32_t *n)
{
	if (r->sent < sizeof(r->wire)) {
		*n = sizeof(r->wire) - r->sent;
		return (const char *)&r->wire + r->sent;
	}
	*n = r->len - r->sent;
	return r->body + (r->sent - sizeof(r->wire));
}

static bool ring_send(void)
{
	uint32_t prod = ring->req_prod;
	bool moved = false;

	while (sendq) {
		struct req *r = sendq;
		uint32_t cons = __atomic_load_n(&ring->req_cons,
						__ATOMIC_ACQUIRE);
		uint32_t room = XENSTORE_RING_SIZE - (prod - cons);
		uint32_t n = XENSTORE_RING_SIZE - MASK_XENSTORE_IDX(prod);
		uint32_t rest;
		const char *from = req_rest(r, &rest);

		if (prod - cons > XENSTORE_RING_SIZE) {
			fprintf(stderr, "xenbus-bridge: bad request indexes\n");
			break;
		}
		if (n > room)
			n = room;
		if (n > rest)
			n = rest;
		if (!n)
			break;
		memcpy(ring->req + MASK_XENSTORE_IDX(prod), from, n);
		prod += n;
		r->sent += n;
		moved = true;
		if (r->sent == r->len) {
			sendq = r->next;
			if (!sendq)
				sendq_tail = &sendq;
			r->next = inflight;
			inflight = r;
		}
	}
	if (moved) {
		/* Once: a daemon that sees the header alone wakes us for it. */
		__atomic_store_n(&ring->req_prod, prod, __ATOMIC_RELEASE);
		notify();
	}
	return moved;
}

static void dispatch(void);

static bool ring_receive(void)
{
	bool moved = false, was_full = false;

	for (;;) {
		uint32_t prod = __atomic_load_n(&ring->rsp_prod,
						__ATOMIC_ACQUIRE);
		uint32_t cons = ring->rsp_cons;
		uint32_t n = XENSTORE_RING_SIZE - MASK_XENSTORE_IDX(cons);
		uint32_t want;
		char *to;

		if (prod - cons > XENSTORE_RING_SIZE) {
			fprintf(stderr, "xenbus-bridge: bad reply indexes\n");
			break;
		}
		if (prod == cons)
			break;
		if (prod - cons == XENSTORE_RING_SIZE)
			was_full = true;
		if (n > prod - cons)
			n = prod - cons;
		if (rx.used < sizeof(rx.hdr)) {
			want = sizeof(rx.hdr) - rx.used;
			to = (char *)&rx.hdr + rx.used;
		} else {
			want = sizeof(rx.hdr) + rx.hdr.len - rx.used;
			to = rx.body + (rx.used - sizeof(rx.hdr));
		}
		if (n > want)
			n = want;
		memcpy(to, ring->rsp + MASK_XENSTORE_IDX(cons), n);
		__atomic_store_n(&ring->rsp_cons, cons + n, __ATOMIC_RELEASE);
		rx.used += n;
		moved = true;
		if (rx.used >= sizeof(rx.hdr) &&
		    rx.hdr.len > XENSTORE_PAYLOAD_MAX) {
			fprintf(stderr, "xenbus-bridge: reply of %u bytes\n",
				rx.hdr.len);
			rx.used = 0;
			st.errors++;
			continue;
		}
		if (rx.used >= sizeof(rx.hdr) &&
		    rx.used == sizeof(rx.hdr) + rx.hdr.len) {
			rx.body[rx.hdr.len] = '\0';
			dispatch();
			rx.used = 0;
		}
	}
	if (was_full)
		notify();
	return moved;
}

static void suspend_check(void)
{
	if (suspended && suspend_reply_fd >= 0 && !users) {
		send(suspend_reply_fd, "ok", 2, MSG_NOSIGNAL);
		suspend_reply_fd = -1;
	}
}

static void pump(void)
{
	bool moved = false;

	if (!connected || stall_until)
		return;
	while (ring_send() | ring_receive())
		moved = true;
	if (moved && slowness)
		stall_until = now_ns(CLOCK_MONOTONIC) + slowness;
	suspend_check();
}

static void abort_trans(uint32_t id)
{
	struct xsd_sockmsg h = { .type = XS_TRANSACTION_END, .tx_id = id };

	req_queue(req_new(R_ABORT, NULL, &h, "F", 2));
}

static void watch_event(void)
{
	struct xsd_sockmsg h = { .type = XS_WATCH_EVENT };
	char body[NAME_MAX_XS * 2];
	struct watch *w = NULL;
	struct file *f;
	char *token;

	token = memchr(rx.body, 0, rx.hdr.len);
	if (token)
		w = watch_by_kid(strtoul(token + 1, NULL, 16));
	if (!w || w->file->closed) {
		st.events_lost++;
		return;
	}
	st.events++;
	f = w->file;
	h.len = snprintf(body, sizeof(body), "%s%c%s", rx.body, 0, w->token) + 1;
	file_msg(f, &h, body);
	if (f->held_len && f->held_kid == w->kid) {
		file_append(f, f->held_ack, f->held_len);
		f->held_len = 0;
		file_kick(f);
	}
}

static int xs_errno(const char *s)
{
	unsigned int i;

	for (i = 0; i < sizeof(xsd_errors) / sizeof(xsd_errors[0]); i++)
		if (!strcmp(xsd_errors[i].errstring, s))
			return xsd_errors[i].errnum;
	return EINVAL;
}

/* A whole message has come off the ring. */
static void dispatch(void)
{
	struct req **p, *r;
	struct file *f;
	struct trans *t;

	if (rx.hdr.type == XS_WATCH_EVENT) {
		watch_event();
		return;
	}
	for (p = &inflight; *p; p = &(*p)->next)
		if ((*p)->id == rx.hdr.req_id)
			break;
	r = *p;
	if (!r) {
		st.errors++;
		return;
	}
	*p = r->next;
	st.replies++;
	if (r->user)
		users--;
	f = r->file;

	switch (r->kind) {
	case R_USER:
		if (r->hdr.type == XS_TRANSACTION_START) {
			t = trans_find(f, 0);
			if (t && rx.hdr.type == XS_ERROR)
				trans_del(f, t);
			else if (t)
				t->id = strtoul(rx.body, NULL, 0);
			if (t && f->closed && rx.hdr.type != XS_ERROR) {
				abort_trans(t->id);
				trans_del(f, t);
			}
		} else if (r->hdr.type == XS_TRANSACTION_END) {
			t = trans_find(f, r->hdr.tx_id);
			if (t)
				trans_del(f, t);
		}
		rx.hdr.req_id = r->hdr.req_id;
		file_msg(f, &rx.hdr, rx.body);
		break;
	case R_WATCH:
		/*
		 * The kernel registers watches under a token of its own and
		 * makes the answer itself; a refusal becomes the errno of the
		 * write(2), not an answer in the stream.
		 */
		if (rx.hdr.type == XS_ERROR) {
			int e = xs_errno(rx.body);

			trace_msg(f->fh, '!', &rx.hdr, rx.body);
			watch_free(r->watch);
			if (r->unique)
				fuse_reply(r->unique, -e, NULL, 0);
			break;
		}
		r->watch->live = true;
		if (f->closed) {
			req_queue(req_watch(R_UNWATCH, r->watch, XS_UNWATCH));
			break;
		}
		if (q_event_first) {
			struct xsd_sockmsg h = r->hdr;

			h.len = 3;
			if (q_ack_reqid0)
				h.req_id = h.tx_id = 0;
			memcpy(f->held_ack, &h, sizeof(h));
			memcpy(f->held_ack + sizeof(h), "OK", 3);
			f->held_len = sizeof(h) + 3;
			f->held_kid = r->watch->kid;
		} else {
			file_local(f, &r->hdr, XS_WATCH, "OK");
		}
		fuse_wrote(r->unique, r->wrote);
		break;
	case R_UNWATCH:
		watch_free(r->watch);
		if (!f->closed && r->unique) {
			file_local(f, &r->hdr, XS_UNWATCH, "OK");
			fuse_wrote(r->unique, r->wrote);
		}
		break;
	case R_REWATCH:
	case R_ABORT:
		break;
	}
	req_free(r);
}

/* ------------------------------------------------------ a message written */

static void submit(struct file *f, uint64_t unique, uint32_t wrote)
{
	struct xsd_sockmsg *h = (struct xsd_sockmsg *)f->in;
	char *body = f->in + sizeof(*h);
	struct trans *t;
	struct watch *w;
	struct req *r;
	char *token;

	trace_msg(f->fh, '>', h, body);

	if (fail_count && (fail_type < 0 || (uint32_t)fail_type == h->type)) {
		fail_count--;
		file_local(f, h, XS_ERROR, fail_err);
		fuse_wrote(unique, wrote);
		return;
	}

	if (h->type == XS_WATCH || h->type == XS_UNWATCH) {
		token = memchr(body, 0, h->len);
		if (!token || !memchr(token + 1, 0, h->len - (token + 1 - body))) {
			file_local(f, h, XS_ERROR, "EINVAL");
			fuse_wrote(unique, wrote);
			return;
		}
		token++;
		if (h->type == XS_WATCH) {
			w = xalloc(sizeof(*w));
			w->file = f;
			w->kid = next_kid += 0x40;
			w->path = strdup(body);
			w->token = strdup(token);
			w->next = f->watches;
			f->watches = w;
			r = req_watch(R_WATCH, w, XS_WATCH);
		} else {
			for (w = f->watches; w; w = w->next)
				if (w->live && !strcmp(w->token, token) &&
				    !strcmp(w->path, body))
					break;
			if (!w) {	/* unknown watch: the kernel says OK */
				file_local(f, h, XS_UNWATCH, "OK");
				fuse_wrote(unique, wrote);
				return;
			}
			w->live = false;
			r = req_watch(R_UNWATCH, w, XS_UNWATCH);
		}
		r->hdr = *h;
		r->unique = unique;
		r->wrote = wrote;
		r->user = true;
		req_queue(r);
		return;
	}

	if (h->type == XS_TRANSACTION_START) {
		t = xalloc(sizeof(*t));
		t->generation = generation;
		t->next = f->trans;
		f->trans = t;
	} else if (h->tx_id && !trans_find(f, h->tx_id)) {
		file_local(f, h, XS_ERROR, "ENOENT");
		fuse_wrote(unique, wrote);
		return;
	} else if (h->type == XS_TRANSACTION_END) {
		if (h->len != 2 || body[1] || (*body != 'T' && *body != 'F')) {
			file_local(f, h, XS_ERROR, "EINVAL");
			fuse_wrote(unique, wrote);
			return;
		}
		t = trans_find(f, h->tx_id);
		if (t && t->generation != generation) {
			/* Begun before a resume: the daemon never saw it. */
			trans_del(f, t);
			if (*body == 'T')
				file_local(f, h, XS_ERROR, "EAGAIN");
			else
				file_local(f, h, XS_TRANSACTION_END, "OK");
			fuse_wrote(unique, wrote);
			return;
		}
	}
	r = req_new(R_USER, f, h, body, h->len);
	r->user = true;
	req_queue(r);
	fuse_wrote(unique, wrote);
}

static void dev_write(struct file *f, uint64_t unique, const char *data,
		      uint32_t len)
{
	struct xsd_sockmsg *h = (struct xsd_sockmsg *)f->in;

	st.writes++;
	if (!len) {
		fuse_wrote(unique, 0);
		return;
	}
	if (len > sizeof(f->in) - f->inlen) {
		f->inlen = 0;
		fuse_reply(unique, -EINVAL, NULL, 0);
		return;
	}
	memcpy(f->in + f->inlen, data, len);
	f->inlen += len;
	if (f->inlen < sizeof(*h)) {
		fuse_wrote(unique, len);
		return;
	}
	if (h->len > sizeof(f->in) - sizeof(*h)) {
		f->inlen = 0;
		fuse_reply(unique, -E2BIG, NULL, 0);
		return;
	}
	if (f->inlen < sizeof(*h) + h->len) {
		fuse_wrote(unique, len);
		return;
	}
	/* What follows a whole message in the same write is dropped. */
	submit(f, unique, len);
	f->inlen = 0;
}

static void dev_release(struct file *f)
{
	struct watch *w;
	struct trans *t, *tn;

	f->closed = true;
	for (t = f->trans; t; t = tn) {
		tn = t->next;
		if (!t->id)
			continue;	/* aborted when its answer comes */
		if (t->generation == generation)
			abort_trans(t->id);
		trans_del(f, t);
	}
	for (w = f->watches; w; w = w->next) {
		if (!w->live)
			continue;
		w->live = false;
		req_queue(req_watch(R_UNWATCH, w, XS_UNWATCH));
	}
	file_put(f);
}

/* ---------------------------------------------------------- FUSE requests */

static void fill_attr(struct fuse_attr *a)
{
	memset(a, 0, sizeof(*a));
	a->ino = 1;
	/* Not 0: writes inside the size may run in parallel in the kernel. */
	a->size = 65536;
	a->mode = S_IFREG | 0600;
	a->nlink = 1;
	a->blksize = 4096;
}

static void fuse_request(char *buf, size_t len)
{
	struct fuse_in_header *h = (struct fuse_in_header *)buf;
	void *arg = buf + sizeof(*h);
	struct file *f;

	if (len < sizeof(*h))
		return;

#define FILE_OF(fhval) \
	do { \
		for (f = files; f; f = f->next) \
			if (f->fh == (fhval)) \
				break; \
		if (!f) { \
			fuse_reply(h->unique, -EBADF, NULL, 0); \
			return; \
		} \
	} while (0)

	switch (h->opcode) {
	case FUSE_INIT: {
		struct fuse_init_in *i = arg;
		struct fuse_init_out o = {
			.major = FUSE_KERNEL_VERSION,
			.minor = FUSE_KERNEL_MINOR_VERSION,
			.flags = i->flags & (FUSE_ATOMIC_O_TRUNC |
					     FUSE_BIG_WRITES),
			.max_write = 65536,
			.max_background = 64,
			.congestion_threshold = 48,
			.time_gran = 1,
		};

		fuse_reply(h->unique, 0, &o, sizeof(o));
		break;
	}
	case FUSE_GETATTR:
	case FUSE_SETATTR: {
		struct fuse_attr_out o = { .attr_valid = 3600 };

		fill_attr(&o.attr);
		fuse_reply(h->unique, 0, &o, sizeof(o));
		break;
	}
	case FUSE_OPEN: {
		struct fuse_open_out o = {
			.open_flags = FOPEN_DIRECT_IO | FOPEN_STREAM |
				      FOPEN_NONSEEKABLE |
				      FOPEN_PARALLEL_DIRECT_WRITES,
		};

		f = xalloc(sizeof(*f));
		f->fh = o.fh = next_fh++;
		f->readers_tail = &f->readers;
		f->next = files;
		files = f;
		st.opens++;
		fuse_reply(h->unique, 0, &o, sizeof(o));
		break;
	}
	case FUSE_READ: {
		struct fuse_read_in *i = arg;
		struct reader *r;

		FILE_OF(i->fh);
		st.reads++;
		if (!f->outlen && (i->flags & O_NONBLOCK)) {
			fuse_reply(h->unique, -EAGAIN, NULL, 0);
			break;
		}
		r = xalloc(sizeof(*r));
		r->unique = h->unique;
		r->size = i->size;
		*f->readers_tail = r;
		f->readers_tail = &r->next;
		file_feed_readers(f);
		break;
	}
	case FUSE_WRITE: {
		struct fuse_write_in *i = arg;

		FILE_OF(i->fh);
		dev_write(f, h->unique, (char *)(i + 1), i->size);
		break;
	}
	case FUSE_POLL: {
		struct fuse_poll_in *i = arg;
		struct fuse_poll_out o = { 0 };

		FILE_OF(i->fh);
		if (i->flags & FUSE_POLL_SCHEDULE_NOTIFY) {
			f->kh = i->kh;
			f->poll_armed = true;
		}
		if (f->outlen)		/* the device never reports POLLOUT */
			o.revents = POLLIN | POLLRDNORM;
		fuse_reply(h->unique, 0, &o, sizeof(o));
		break;
	}
	case FUSE_INTERRUPT: {
		struct fuse_interrupt_in *i = arg;
		struct reader **p, *r;

		for (f = files; f; f = f->next) {
			for (p = &f->readers; *p; p = &(*p)->next) {
				r = *p;
				if (r->unique != i->unique)
					continue;
				fuse_reply(r->unique, -EINTR, NULL, 0);
				*p = r->next;
				if (f->readers_tail == &r->next)
					f->readers_tail = p;
				free(r);
				return;
			}
		}
		break;			/* answered meanwhile */
	}
	case FUSE_RELEASE: {
		struct fuse_release_in *i = arg;

		FILE_OF(i->fh);
		fuse_reply(h->unique, 0, NULL, 0);
		dev_release(f);
		break;
	}
	case FUSE_STATFS: {
		struct fuse_statfs_out o = { .st = { .bsize = 4096 } };

		fuse_reply(h->unique, 0, &o, sizeof(o));
		break;
	}
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET:
		break;
	case FUSE_DESTROY:
		quitting = true;
		break;
	case FUSE_IOCTL:
		fuse_reply(h->unique, -ENOTTY, NULL, 0);
		break;
	case FUSE_FSYNC:
		fuse_reply(h->unique, -EINVAL, NULL, 0);
		break;
	default:
		fuse_reply(h->unique, -ENOSYS, NULL, 0);
	}
}

static void fuse_mount(void)
{
	char opts[128];

	fusefd = open("/dev/fuse", O_RDWR | O_CLOEXEC | O_NONBLOCK);
	if (fusefd < 0)
		die("/dev/fuse");
	/* The root of this file system is the file itself. */
	snprintf(opts, sizeof(opts),
		 "fd=%d,rootmode=%o,user_id=0,group_id=0,allow_other", fusefd,
		 S_IFREG | 0600);
	if (mount("xenbus-rig", mnt, "fuse", MS_NOSUID | MS_NODEV, opts))
		die("mount %s", mnt);
}

/* --------------------------------------------------------------- commands */

static void detach(void)
{
	char path[256];

	connected = false;
	if (evfd >= 0) {
		close(evfd);
		evfd = -1;
		snprintf(path, sizeof(path), "%s/dom/%u/evtchn.sock", rig,
			 domid);
		unlink(path);
	}
	if (ring)
		munmap(ring, XSRIG_PAGE);
	if (ev)
		munmap(ev, XSRIG_PAGE);
	ring = NULL;
	ev = NULL;
}

/* Take up the ring of a domain; the directory and files exist already. */
static const char *attach(uint32_t id, uint32_t evport)
{
	struct sockaddr_un sa;

	detach();
	domid = id;
	port = evport;
	ring = xsrig_map(rig, domid, "ring");
	ev = xsrig_map(rig, domid, "evtchn");
	if (!ring || !ev)
		return "cannot map the ring";
	if (xsrig_addr(&sa, "%s/dom/%u/evtchn.sock", rig, domid) ||
	    xsrig_addr(&daemon_addr, "%s/daemon.sock", rig, 0))
		return "path too long";
	unlink(sa.sun_path);
	evfd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (evfd < 0 || bind(evfd, (struct sockaddr *)&sa, sizeof(sa)))
		return "cannot bind the event channel";
	rx.used = 0;
	connected = true;
	return NULL;
}

/* Requests that will never be answered: their ring or daemon is gone. */
static void drop_inflight(void)
{
	struct req *r, *n, **t;

	/* Not begun: keep.  Begun: restart from the first byte. */
	for (r = sendq; r; r = r->next)
		r->sent = 0;
	for (r = inflight; r; r = n) {
		n = r->next;
		if (r->user)
			users--;
		if ((r->kind == R_WATCH || r->kind == R_UNWATCH) && r->unique)
			fuse_reply(r->unique, -EIO, NULL, 0);
		if (r->kind == R_UNWATCH || r->kind == R_WATCH)
			watch_free(r->watch);
		req_free(r);
	}
	inflight = NULL;
	for (t = &sendq; *t; t = &(*t)->next)
		;
	sendq_tail = t;
}

static void rewatch(void)
{
	struct file *f;
	struct watch *w;

	for (f = files; f; f = f->next)
		for (w = f->watches; w; w = w->next)
			if (w->live)
				req_queue(req_watch(R_REWATCH, w, XS_WATCH));
}

static int unhex(const char *s, char *out, int max)
{
	int n = 0;
	unsigned int b;

	for (; isxdigit((unsigned char)s[0]) && isxdigit((unsigned char)s[1]) &&
	       n < max; s += 2) {
		sscanf(s, "%2x", &b);
		out[n++] = b;
	}
	return n;
}

/*
 * attach D P     take the ring of domain D, event port P (first use)
 * suspend        hold new requests; answers once none is in flight
 * resume D P     take the (new) ring, re-register every watch, let requests go
 * reset D P      as resume, but what was in flight is lost (daemon restarted)
 * detach         drop the ring: requests pile up unanswered
 * stall MS       neither send nor receive for MS milliseconds
 * slow MS        answer only every MS milliseconds; 0 ends it
 * inject HEX     put raw bytes into the read queue of every open
 * fail ERR N [T] answer the next N requests (of type T) with error ERR
 * quirk NAME 0|1 event-first: a WATCH's first event before its ack;
 *                ack-reqid0: acks of (UN)WATCH carry req_id 0 (old kernels)
 * trace FILE|-   log every message with CLOCK_REALTIME nanoseconds
 * stats          counters
 * quit           leave
 */
static void control(int fd, char *line)
{
	char a[4096] = "", b[64] = "", c[64] = "", cmd[32] = "";
	char answer[1024] = "ok";
	const char *err = NULL;
	struct file *f;
	struct watch *w;

	sscanf(line, "%31s %4095s %63s %63s", cmd, a, b, c);
	if (!strcmp(cmd, "attach")) {
		err = attach(strtoul(a, NULL, 10), strtoul(b, NULL, 10));
		if (!err)
			pump();
	} else if (!strcmp(cmd, "suspend")) {
		suspended = true;
		suspend_reply_fd = fd;
		suspend_check();
		return;
	} else if (!strcmp(cmd, "resume") || !strcmp(cmd, "reset")) {
		struct req *r;

		/* After a suspend nothing of a user's is in flight any more;
		 * after a reset whatever was on the wire is lost. */
		drop_inflight();
		err = attach(strtoul(a, NULL, 10), strtoul(b, NULL, 10));
		if (!err) {
			generation++;
			suspended = false;
			suspend_reply_fd = -1;
			rewatch();
			while ((r = heldq)) {
				heldq = r->next;
				r->next = NULL;
				req_queue(r);
			}
			heldq_tail = &heldq;
			pump();
		}
	} else if (!strcmp(cmd, "detach")) {
		detach();
	} else if (!strcmp(cmd, "stall")) {
		stall_until = now_ns(CLOCK_MONOTONIC) +
			      strtoll(a, NULL, 10) * 1000000;
	} else if (!strcmp(cmd, "slow")) {
		slowness = strtoll(a, NULL, 10) * 1000000;
	} else if (!strcmp(cmd, "inject")) {
		char raw[2048];
		int n = unhex(a, raw, sizeof(raw));

		for (f = files; f; f = f->next) {
			if (f->closed)
				continue;
			file_append(f, raw, n);
			file_kick(f);
		}
	} else if (!strcmp(cmd, "fail")) {
		snprintf(fail_err, sizeof(fail_err), "%.15s", a);
		fail_count = strtoul(b, NULL, 10);
		fail_type = *c ? atoi(c) : -1;
	} else if (!strcmp(cmd, "quirk")) {
		bool on = b[0] == '1';

		if (!strcmp(a, "event-first"))
			q_event_first = on;
		else if (!strcmp(a, "ack-reqid0"))
			q_ack_reqid0 = on;
		else
			err = "unknown quirk";
	} else if (!strcmp(cmd, "trace")) {
		if (trace)
			fclose(trace);
		trace = strcmp(a, "-") ? fopen(a, "ae") : NULL;
		if (!trace && strcmp(a, "-"))
			err = "cannot open the trace file";
	} else if (!strcmp(cmd, "stats")) {
		unsigned int open_now = 0, watches = 0, held = 0, trans = 0;
		struct trans *t;
		struct req *r;

		for (f = files; f; f = f->next) {
			open_now += !f->closed;
			for (w = f->watches; w; w = w->next)
				watches++;
			for (t = f->trans; t; t = t->next)
				trans++;
		}
		for (r = heldq; r; r = r->next)
			held++;
		snprintf(answer, sizeof(answer),
			 "domid=%u connected=%d suspended=%d stalled=%d "
			 "open=%u watches=%u transactions=%u inflight=%u "
			 "held=%u opens=%llu "
			 "writes=%llu reads=%llu requests=%llu replies=%llu "
			 "events=%llu events_lost=%llu errors=%llu "
			 "notify_out=%llu notify_in=%llu",
			 domid, connected, suspended, stall_until != 0,
			 open_now, watches, trans, users, held,
			 (unsigned long long)st.opens,
			 (unsigned long long)st.writes,
			 (unsigned long long)st.reads,
			 (unsigned long long)st.requests,
			 (unsigned long long)st.replies,
			 (unsigned long long)st.events,
			 (unsigned long long)st.events_lost,
			 (unsigned long long)st.errors,
			 (unsigned long long)st.notify_out,
			 (unsigned long long)st.notify_in);
	} else if (!strcmp(cmd, "quit")) {
		quitting = true;
	} else {
		err = "unknown command";
	}
	if (err)
		snprintf(answer, sizeof(answer), "error: %s", err);
	send(fd, answer, strlen(answer), MSG_NOSIGNAL);
}

/* ------------------------------------------------------------------- main */

static void on_signal(int sig)
{
	(void)sig;
	quitting = true;
}

#define MAXCTL 16

int main(int argc, char **argv)
{
	static char buf[FUSE_BUF] __attribute__((aligned(8)));
	struct sigaction sa = { .sa_handler = on_signal };
	int ctl[MAXCTL], nctl = 0, i;
	struct sockaddr_un ca;

	if (argc != 4) {
		fprintf(stderr, "usage: %s RIGDIR MOUNTFILE CTLSOCK\n", argv[0]);
		return 2;
	}
	rig = argv[1];
	mnt = argv[2];
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);

	ctlfd = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
	if (xsrig_addr(&ca, "%s", argv[3], 0))
		die("%s", argv[3]);
	unlink(ca.sun_path);
	if (ctlfd < 0 || bind(ctlfd, (struct sockaddr *)&ca, sizeof(ca)) ||
	    listen(ctlfd, 8))
		die("%s", argv[3]);
	fuse_mount();

	while (!quitting) {
		struct pollfd p[3 + MAXCTL];
		int np = 0, timeout = -1, ev_at = -1, ctl_at;
		ssize_t n;

		p[np++] = (struct pollfd){ .fd = fusefd, .events = POLLIN };
		p[np++] = (struct pollfd){ .fd = ctlfd, .events = POLLIN };
		if (evfd >= 0 && !stall_until) {
			ev_at = np;
			p[np++] = (struct pollfd){ .fd = evfd,
						   .events = POLLIN };
		}
		ctl_at = np;
		for (i = 0; i < nctl; i++)
			p[np++] = (struct pollfd){ .fd = ctl[i],
						   .events = POLLIN };
		if (stall_until) {
			int64_t left = stall_until - now_ns(CLOCK_MONOTONIC);

			timeout = left > 0 ? left / 1000000 + 1 : 0;
		}
		if (poll(p, np, timeout) < 0 && errno != EINTR)
			die("poll");

		if (stall_until && now_ns(CLOCK_MONOTONIC) >= stall_until) {
			stall_until = 0;
			pump();
		}
		if (ev_at >= 0 && (p[ev_at].revents & POLLIN)) {
			struct xsrig_wake w;

			while (recv(evfd, &w, sizeof(w), 0) > 0)
				st.notify_in++;
			__atomic_store_n(&ev->to_guest, 0, __ATOMIC_SEQ_CST);
			pump();
		}
		if (p[0].revents & POLLIN) {
			while ((n = read(fusefd, buf, sizeof(buf))) > 0) {
				fuse_request(buf, n);
				pump();
			}
			if (n < 0 && errno == ENODEV)
				break;		/* unmounted */
		}
		if (p[0].revents & POLLERR)
			break;
		for (i = nctl - 1; i >= 0; i--) {
			if (!p[ctl_at + i].revents)
				continue;
			n = recv(ctl[i], buf, sizeof(buf) - 1, 0);
			if (n <= 0) {
				if (suspend_reply_fd == ctl[i])
					suspend_reply_fd = -1;
				close(ctl[i]);
				ctl[i] = ctl[--nctl];
				continue;
			}
			buf[n] = '\0';
			control(ctl[i], buf);
		}
		if (p[1].revents & POLLIN) {
			int c = accept4(ctlfd, NULL, NULL, SOCK_CLOEXEC);

			if (c >= 0 && nctl < MAXCTL)
				ctl[nctl++] = c;
			else if (c >= 0)
				close(c);
		}
	}
	unlink(ca.sun_path);
	umount2(mnt, MNT_DETACH);
	detach();
	return 0;
}
