/* networld.h - an engine and a scripted server for the tests of net */
#ifndef TESTS_NETWORLD_H
#define TESTS_NETWORLD_H

#include "unit.h"

#include "httpd.h"
#include "net/net.h"

/* An engine whose answers come back into a mailbox, and a server.  */
struct world {
	struct httpd *h;
	struct net *net;
	struct mailbox *answers;
};

/* `done` and `arg` are filled in; proxies are forgotten.  */
struct world world_new(struct net_options o);

/* Fails the test when an answer is left that nobody waited for.  */
void world_free(struct world *w);

/* The next answer, owned; fails the test after 30 s.  */
struct net_reply *next_reply(struct world *w);

/* Post and wait; a request for a path of the server; both.  */
struct net_reply *fetch(struct world *w, struct net_request *r);
struct net_request *ask(struct world *w, const char *path);
struct net_reply *get(struct world *w, const char *path);

/* 200, whole, and this body.  */
void assert_ok(const struct net_reply *r, const char *body);

/* Failed with this kind and status, nothing in the body, and words that
 * have `has` in them.  Frees the reply.  */
void assert_fails(struct net_reply *r, enum err_kind kind, long status,
		  const char *has);

#endif
