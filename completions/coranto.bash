# Completion of coranto for bash.  What there is to choose from says the program
# itself.

_coranto() {
	local line=${COMP_LINE:0:COMP_POINT} word candidates i cut
	local -a words

	# Not COMP_WORDS, which a colon parts.
	read -ra words <<<"$line"
	[[ $line == *[[:space:]] ]] && words+=("")
	word=${words[${#words[@]} - 1]}
	mapfile -t candidates < <("${words[0]}" complete "${words[@]:1}" \
		2>/dev/null)
	COMPREPLY=()
	if [[ ${candidates[0]} == :files ]]; then
		compopt -o filenames 2>/dev/null
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
	fi
	# bash replaces only what stands behind the last colon.
	cut=
	[[ $COMP_WORDBREAKS == *:* && $word == *:* ]] && cut=${word%:*}:
	for ((i = 0; i < ${#candidates[@]}; i++)); do
		word=${candidates[i]%%$'\t'*}
		[[ $word == *: ]] && compopt -o nospace 2>/dev/null
		[[ $word == *' '* ]] && word=${word%%:*}:\'${word#*:}\'
		COMPREPLY+=("${word#"$cut"}")
	done
}
complete -F _coranto coranto
