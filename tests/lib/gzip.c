/* gzip.c - a small gzip writer for tests; see gzip.h */
#include "config.h"

#include "gzip.h"

#define LONGEST 258

struct bits {
	struct str *out;
	uint32_t held;
	int n;
};

/* Least significant bit first, as all but codes are packed.  */
static void put(struct bits *b, uint32_t value, int n)
{
	b->held |= value << b->n;
	for (b->n += n; b->n >= 8; b->n -= 8) {
		str_addc(b->out, (char)(b->held & 0xff));
		b->held >>= 8;
	}
}

/* A code of the fixed table, most significant bit first.  RFC 1951 §3.2.6  */
static void put_code(struct bits *b, uint32_t code, int n)
{
	while (n--)
		put(b, code >> n & 1, 1);
}

static void put_literal(struct bits *b, unsigned char c)
{
	if (c < 144)
		put_code(b, 0x30u + c, 8);
	else
		put_code(b, 0x190u + c - 144, 9);
}

static void put_u32(struct bits *b, uint32_t n)
{
	put(b, n & 0xffff, 16);
	put(b, n >> 16, 16);
}

static uint32_t crc(struct span s)
{
	uint32_t c = 0xffffffff;

	for (size_t i = 0; i < s.len; i++) {
		c ^= (unsigned char)s.p[i];
		for (int k = 0; k < 8; k++)
			c = c >> 1 ^ (c & 1 ? 0xedb88320 : 0);
	}
	return ~c;
}

void gzip_add(struct str *out, struct span in)
{
	static const char head[10] = { 0x1f, (char)0x8b, 8, 0, 0, 0, 0, 0, 0,
				       3 };
	struct bits b = { .out = out };
	size_t i = 0;

	str_addn(out, head, sizeof(head));
	put(&b, 1, 1);		/* the last block */
	put(&b, 1, 2);		/* of fixed codes */
	while (i < in.len) {
		size_t run = 0;

		while (i && run < LONGEST && i + run < in.len &&
		       in.p[i + run] == in.p[i - 1])
			run++;
		if (run == LONGEST) {
			put_code(&b, 0xc5, 8);	/* length 258 */
			put_code(&b, 0, 5);	/* distance 1 */
			i += run;
		} else {
			put_literal(&b, (unsigned char)in.p[i++]);
		}
	}
	put_code(&b, 0, 7);
	if (b.n)
		put(&b, 0, 8 - b.n);
	put_u32(&b, crc(in));
	put_u32(&b, (uint32_t)in.len);
}
