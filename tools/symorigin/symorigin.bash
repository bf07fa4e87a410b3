# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=bash
#
# Completion of symorigin.

_symorigin()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}
	local options="--kernel --help" word verb=

	for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $word in list | addr | name | annotate | who) verb=$word ;; esac
	done
	case $prev in
	-k | --kernel | --maintainers)
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
		return
		;;
	esac
	case $verb in
	list) options="$options --objects --name= --module= --object=" ;;
	name) options="$options --one" ;;
	annotate) options="$options --log" ;;
	who) options="$options --log --maintainers --top=" ;;
	esac
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$cur")
	elif [[ -z $verb ]]; then
		mapfile -t COMPREPLY < <(compgen -W \
			"list addr name annotate who" -- "$cur")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$cur")
	fi
}
complete -o filenames -F _symorigin symorigin
