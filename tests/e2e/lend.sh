#!/bin/sh
# On a terminal: what is lent to commands, pagers and editors comes back.
. "$SRCDIR/tests/lib/lib.sh"
. "$SRCDIR/tests/e2e/tmux.sh"

[ -z "$CORANTO_WRAP" ] || skip_all "needs the program itself"
unset VISUAL LESS
SHELL=/bin/sh
PAGER="$T/pager two words"
EDITOR="$T/editor --wait"
export SHELL PAGER EDITOR
mkdir -p "$CONFIG" "$T/run"
XDG_RUNTIME_DIR="$T/run"
export XDG_RUNTIME_DIR
echo "set restore off" >"$CONFIG/config"
printf 'file://%s/tests/screen/data/leaving.xml\n' "$SRCDIR" >"$CONFIG/feeds"

# A pager with a screen of its own, as less has, which reads a line of the
# terminal; an editor that writes what it was given, and waits for Enter.
cat >"$T/pager" <<'END'
#!/bin/sh
printf '\033[?1049h\033[H'
echo "pager $#"
grep -c . >"$T/paged"
stty -a </dev/tty | grep -o ' -*icanon'
read -r _ </dev/tty
printf '\033[?1049l'
END
cat >"$T/editor" <<'END'
#!/bin/sh
echo "editing with $1"
ls -l "$2" >"$T/edited"
cat "$2" >>"$T/edited"
read -r words
[ -z "$words" ] || echo "$words" >>"$2"
exit 4
END
chmod +x "$T/pager" "$T/editor"

terminal 80 24
run_reader
keys R
sees "fetched" '2 new in 1 feed'
keys Enter
sees "the list" '09:00  Ropes'

keys '|'
sees "a command is asked for" '^ Pipe to:'
keys -l 'wc -l'
keys Enter
sees "what it writes stays to be read" '^-- press a key to go back --'
like "and is there" "$(screen)" '^ *[1-9][0-9]*$'
keys x
sees "a key comes back" 'Given to wc -l'
sees_not "and nothing of it is left" 'press a key'

keys '|'
keys -l 'cat >$T/piped; echo "$CORANTO_TITLE" >>$T/piped'
keys Enter
sees "what writes nothing needs no key" 'Given to cat '
like "it had the text" "$(cat "$T/piped")" '^A bowline does not slip'
like "and the title" "$(cat "$T/piped")" 'Ropes / knots: "[$][(]touch evil[)]"'
keys k
sees_not "what was said goes with the next key" 'Given to'
keys '|' Up Enter
sees "a command is remembered" 'Given to cat '

# The last row, where what is written scrolls.
keys -l q
sees "it leaves" 'left with 0'
keys -l 'clear; seq 40'
keys Enter
run_reader
keys Enter
sees "the list again" '09:00  Ropes'
keys '|'
keys -l 'echo deep down'
keys Enter
sees "also in the last row it is seen" '^-- press a key'
keys x
sees "and it comes back" 'Given to echo'
keys '|'
keys -l 'true'
keys Enter
sees "nothing written there either" 'Given to true'

# Ctrl-C is the program's alone.
keys '|'
keys -l 'echo waiting; sleep 1000'
keys Enter
sees "a program waits" '^waiting'
keys C-c
sees "it is interrupted" '^-- press a key'
tm resize-window -x 81 -y 24
tm resize-window -x 80 -y 24
sees "which a new size does not take away" '^-- press a key'
keys x
sees "the reader is not" 'sleep 1000 was interrupted'
keys j
sees "and takes keys" '^ .* 2/2$'
keys k

keys P
sees "the pager" '^pager 2'
sees "has a terminal as shells give it" '^ icanon'
keys Enter
sees "it needs no key" '09:00  Ropes'
like "and had the text" "$(cat "$T/paged")" '^[1-9]'

# Ctrl-Z stops both, fg goes on with both.
keys P
sees "the pager again" '^pager 2'
keys C-z
sees "Ctrl-Z in a program goes to the shell" 'Stopped|suspended'
keys -l 'stty -a | grep -o " -*echo "; fg'
keys Enter
sees "which has its terminal back" '^ echo'
keys Enter
sees "fg goes on, and the reader after it" '09:00  Ropes'

keys e
sees "the editor and its argument" 'editing with --wait'
keys Enter
sees "how it ended is said" 'editor --wait ended with status 4'
like "its file is nobody else's" "$(cat "$T/edited")" '^-rw-------.*[.]md$'
like "and Markdown" "$(cat "$T/edited")" '^## Holding fast'
is "and is gone" "$(ls "$T/run")" ""
keys e
sees "the editor again" 'editing with --wait'
keys -l 'words of mine'
keys Enter
sees "what was changed stays, and is said to" 'What you changed is in'
like "as it was left" "$(cat "$T"/run/*.md)" '^words of mine'

# The size changes while somebody else has the terminal.
keys P
sees "the pager once more" '^pager 2'
tm resize-window -x 60 -y 12
keys Enter
sees "the reader has the new size" '^.{45,60} 2 unread$'
keys q
sees "it leaves in the end" '^ready> ?$'
keys -l 'stty -a | grep -o " [-]*echo \| [-]*icanon "; echo asked'
keys Enter
sees "the terminal echoes" '^ echo'
sees "and reads lines" '^ icanon'
done_testing
