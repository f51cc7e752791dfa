noinst_LIBRARIES += libhtml.a
libhtml_a_SOURCES = \
	%D%/attr.def %D%/tag.def \
	%D%/boilerplate.c \
	%D%/build.c %D%/build.h \
	%D%/clutter.c \
	%D%/diff.c %D%/diff.h \
	%D%/diff_align.c %D%/diff_private.h \
	%D%/diff_tree.c %D%/diff_words.c \
	%D%/doc.c %D%/doc.h \
	%D%/dump.c \
	%D%/embed.c \
	%D%/figure.c \
	%D%/finish.c \
	%D%/html.c %D%/html.h \
	%D%/leaf.c \
	%D%/image.c \
	%D%/inline.c \
	%D%/lexer.c %D%/lexer.h \
	%D%/link.c \
	%D%/markdown.c %D%/markdown.h %D%/markdown_private.h \
	%D%/markdown_spans.c \
	%D%/markdown_table.c \
	%D%/markdown_text.c \
	%D%/media.c \
	%D%/page.c \
	%D%/picture.c \
	%D%/section.c \
	%D%/spans.c \
	%D%/tables.c \
	%D%/tag.c %D%/tag.h \
	%D%/words.c \
	%D%/write.c %D%/write.h

HTML_LIBS = libhtml.a $(BASE_LIBS)
